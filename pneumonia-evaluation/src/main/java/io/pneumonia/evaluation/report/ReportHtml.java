package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.RefusedPictures;
import java.util.List;

/** An evaluation as one page that needs nothing else: no script, no font, no network. */
public final class ReportHtml {

  private final StringBuilder out = new StringBuilder();
  private final HtmlPage page = new HtmlPage(out);

  private ReportHtml() {}

  /**
   * The report as a page.
   *
   * @param report an evaluation
   * @return HTML 5 in UTF-8; the same report gives the same page
   */
  public static String of(EvaluationReport report) {
    return new ReportHtml().write(report);
  }

  private String write(EvaluationReport report) {
    String of =
        report.subject().model() == null
            ? report.subject().data()
            : report.subject().model().name() + " " + report.subject().model().version();
    String title = "Evaluation of " + of;
    page.open(title, ReportText.DISCLAIMER + " To be reviewed by a qualified professional.");
    page.facts(Tables.facts(report));
    page.list("warnings", "Before you believe the figures", report.warnings());
    page.table(Tables.metrics(report));
    page.table(Tables.confusion(report));
    page.table(Tables.operatingPoints(report));
    plots(report);
    page.table(Tables.distribution(report));
    page.table(Tables.shortcuts(report));
    page.table(Tables.robustness(report));
    page.table(Tables.gate(report));
    refused(report);
    page.list("notes", "Notes", report.subject().notes());
    appendix(report);
    page.close();
    return out.toString();
  }

  private void plots(EvaluationReport report) {
    out.append("<section><h2>Curves</h2><div class=\"plots\">\n");
    page.figure(
        "ROC", "The dot is the threshold in force, the dashed line guessing.", Plots.roc(report));
    page.figure(
        "Precision and recall",
        "The dashed line is guessing: the share of PNEUMONIA.",
        Plots.precisionRecall(report));
    page.figure(
        "Reliability",
        "On the dashed line, scores are frequencies; larger dots are more pictures.",
        Plots.reliability(report));
    page.figure(
        "Scores",
        "<span class=\"key normal\"></span> NORMAL <span class=\"key pneumonia\"></span> PNEUMONIA;"
            + " the line is the threshold in force.",
        Plots.histogram(report));
    out.append("</div></section>\n");
  }

  private void refused(EvaluationReport report) {
    page.table(Tables.refused(report));
    for (RefusedPictures each : report.refused()) {
      out.append(
          "<details><summary>%s: %s</summary><ul>"
              .formatted(
                  each.code(),
                  each.count() > each.examples().size()
                      ? "the first " + each.examples().size() + " of " + each.count()
                      : "all " + each.count()));
      each.examples()
          .forEach(item -> out.append("<li>").append(Html.escaped(item)).append("</li>"));
      out.append("</ul></details>\n");
    }
  }

  /** The numbers behind the drawings. */
  private void appendix(EvaluationReport report) {
    out.append("<section><h2>Numbers behind the curves</h2>");
    for (Table table : List.of(Tables.reliability(report), Tables.histogram(report))) {
      out.append("<details><summary>%s</summary>".formatted(Html.escaped(table.title())));
      page.rows(table);
      out.append("</details>");
    }
    out.append(
        "<p>The points of the ROC and precision-recall curves are in the JSON report.</p>"
            + "</section>\n");
  }
}
