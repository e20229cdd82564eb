package io.pneumonia.web.page;

import io.pneumonia.persistence.diagnoses.DiagnosisCounts;

/** Where work begins: own figures. */
public final class DashboardPage implements Page {

  DashboardPage() {}

  /**
   * What is shown.
   *
   * @param counts the own results
   */
  public record View(DiagnosisCounts counts) {}

  @Override
  public PageAnswer get(Visit visit) {
    View view = new View(visit.records().lists().counts(visit.actor()));
    return PageAnswer.show("dashboard.jte", view);
  }
}
