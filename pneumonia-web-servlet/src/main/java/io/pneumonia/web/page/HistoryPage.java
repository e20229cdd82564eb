package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Slice;
import io.pneumonia.web.api.QueryParameters;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The own activity: what, when, from where. */
public final class HistoryPage implements Page {

  private static final int SIZE = 50;
  private static final String[] FILTERS = {"action", "date_from", "date_to"};

  /** What people do who are no administrators. */
  private static final List<AuditAction> OWN =
      List.of(
          AuditAction.UPLOAD,
          AuditAction.VIEW,
          AuditAction.EXPORT,
          AuditAction.DELETE,
          AuditAction.LOGIN,
          AuditAction.LOGIN_FAILED,
          AuditAction.LOGOUT,
          AuditAction.REGISTER,
          AuditAction.PROFILE_EDIT,
          AuditAction.PASSWORD_CHANGE,
          AuditAction.ACCESS_REVOKE);

  HistoryPage() {}

  /**
   * A part of the list.
   *
   * @param form what was filtered by
   * @param actions what can be filtered by
   * @param entries what is shown
   * @param filtered whether something was filtered out
   * @param first the beginning of the list
   * @param next where to go on, or null at the end
   * @param further whether this is not the beginning
   */
  public record View(
      FormState form,
      List<AuditAction> actions,
      List<AuditEntry> entries,
      boolean filtered,
      String first,
      @Nullable String next,
      boolean further) {

    /** Copies the lists. */
    public View {
      actions = List.copyOf(actions);
      entries = List.copyOf(entries);
    }
  }

  @Override
  public PageAnswer get(Visit visit) {
    FormState form = FormState.of(visit.texts(FILTERS));
    Query query = Query.of(visit, FILTERS);
    String first = query.on("/history/");
    try {
      @Nullable String after = visit.parameter("after");
      Slice<AuditEntry> slice =
          visit
              .records()
              .audit()
              .slice(
                  visit.actor(), filter(visit), after == null ? null : Cursor.parse(after), SIZE);
      @Nullable String next =
          slice
              .following()
              .map(place -> query.with("after", place.text()).on("/history/"))
              .orElse(null);
      return PageAnswer.show(
          "history.jte",
          new View(form, OWN, slice.items(), !query.isEmpty(), first, next, after != null));
    } catch (RequestRejected e) {
      View refused = new View(form.refused(e), OWN, List.of(), true, first, null, false);
      return PageAnswer.show("history.jte", refused, 400);
    }
  }

  private static AuditFilter filter(Visit visit) {
    QueryParameters parameters = new QueryParameters(Query.all(visit));
    @Nullable AuditAction action = parameters.choice("action", AuditAction.class);
    @Nullable LocalDate from = parameters.day("date_from");
    @Nullable LocalDate to = parameters.day("date_to");
    parameters.done();
    return new AuditFilter(visit.actor().requireUser(), action, from, to);
  }
}
