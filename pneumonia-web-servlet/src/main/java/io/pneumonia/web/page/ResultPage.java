package io.pneumonia.web.page;

import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.Diagnosis;

/** One result: whole, as a card to be put into another page, on paper, or about to be deleted. */
final class ResultPage implements Page {

  /** The ways in which a result is shown. */
  enum Form {
    WHOLE("result.jte"),
    CARD("result-card.jte"),
    PRINT("result-print.jte"),
    DELETE("result-delete.jte");

    private final String template;

    Form(String template) {
      this.template = template;
    }
  }

  private final Form form;

  ResultPage(Form form) {
    this.form = form;
  }

  @Override
  public PageAnswer get(Visit visit) {
    Diagnosis found = visit.records().diagnoses().find(visit.actor(), visit.id());
    visit
        .records()
        .audit()
        .append(
            visit.actor(),
            AuditEvent.of(AuditAction.VIEW).onResult(found.image().id(), found.result().id()));
    return PageAnswer.show(form.template, new ResultView(found));
  }

  @Override
  public PageAnswer post(Visit visit) {
    if (form != Form.DELETE) {
      throw new MethodNotAllowed("GET, HEAD");
    }
    visit.records().diagnoses().delete(visit.actor(), visit.id());
    return PageAnswer.redirect("/results/", FlashMessage.RESULT_DELETED);
  }
}
