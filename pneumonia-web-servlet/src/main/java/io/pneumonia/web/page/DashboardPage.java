package io.pneumonia.web.page;

import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisCounts;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.web.api.ErrorJson;
import io.pneumonia.web.api.ErrorMapping;
import io.pneumonia.web.api.Uploads;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.CsrfTokens;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where work begins: own figures, a picture to send, the latest results. */
public final class DashboardPage implements Page {

  private static final int LATEST = 10;
  private static final List<String> BESIDE = List.of("patient_name", "patient_age", "notes");

  private final Application application;
  private final Uploads uploads;
  private final CsrfTokens csrf;

  DashboardPage(Application application, Uploads uploads, CsrfTokens csrf) {
    this.application = application;
    this.uploads = uploads;
    this.csrf = csrf;
  }

  /**
   * What is shown.
   *
   * @param counts the own results
   * @param latest the latest of them
   * @param maxBytes the largest picture that is taken
   * @param refusal why what was sent was refused, or null
   * @param form what was typed beside the picture
   */
  public record View(
      DiagnosisCounts counts,
      List<ResultView> latest,
      long maxBytes,
      @Nullable ErrorJson refusal,
      FormState form) {

    /** Copies the list. */
    public View {
      latest = List.copyOf(latest);
    }
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show("dashboard.jte", view(visit, null, FormState.EMPTY));
  }

  private View view(Visit visit, @Nullable ErrorJson refusal, FormState form) {
    List<ResultView> latest =
        visit
            .records()
            .lists()
            .slice(
                visit.actor(),
                DiagnosisFilter.ALL.ofOwner(visit.actor().requireUser()),
                DiagnosisOrder.LATEST_FIRST,
                null,
                LATEST)
            .items()
            .stream()
            .map(ResultView::new)
            .toList();
    return new View(
        visit.records().lists().counts(visit.actor()),
        latest,
        application.model().maxImageBytes(),
        refusal,
        form);
  }

  /** What a browser without scripts sends; with them, the picture goes to the API. */
  @Override
  public PageAnswer post(Visit visit) {
    try {
      Diagnosis recorded =
          uploads.receive(visit.request(), form -> FormParts.requireToken(visit, csrf));
      return PageAnswer.redirect(new ResultView(recorded).path());
    } catch (FormParts.Stale e) {
      throw e;
    } catch (RuntimeException e) {
      Response answer = ErrorMapping.answer(visit.request(), e);
      if (!(answer.getEntity() instanceof ErrorJson said)) {
        throw e;
      }
      String retry = answer.getHeaderString(HttpHeaders.RETRY_AFTER);
      if (retry != null) {
        visit.response().setHeader(HttpHeaders.RETRY_AFTER, retry);
      }
      return PageAnswer.show("dashboard.jte", view(visit, said, typed(visit)), answer.getStatus());
    }
  }

  private static FormState typed(Visit visit) {
    Map<String, String> typed = new HashMap<>();
    try {
      for (String field : BESIDE) {
        typed.put(field, FormParts.text(visit.request(), field));
      }
    } catch (BadRequestException e) {
      // What cannot be read was refused for that, and has nothing to keep.
      return FormState.EMPTY;
    }
    return FormState.of(typed);
  }
}
