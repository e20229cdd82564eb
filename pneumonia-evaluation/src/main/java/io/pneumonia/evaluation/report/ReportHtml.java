package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.RefusedPictures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An evaluation as one page that needs nothing else: no script, no font, no network. */
public final class ReportHtml {

  private final StringBuilder out = new StringBuilder();

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
    out.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style></head><body><main>
        <h1>%s</h1>
        <p class="disclaimer">%s To be reviewed by a qualified professional.</p>
        """
            .formatted(Html.escaped(title), style(), Html.escaped(title), ReportText.DISCLAIMER));
    facts(Tables.facts(report));
    list("warnings", "Before you believe the figures", report.warnings());
    table(Tables.metrics(report));
    table(Tables.confusion(report));
    table(Tables.operatingPoints(report));
    plots(report);
    table(Tables.distribution(report));
    table(Tables.shortcuts(report));
    table(Tables.robustness(report));
    table(Tables.gate(report));
    refused(report);
    list("notes", "Notes", report.subject().notes());
    appendix(report);
    return out.append("</main></body></html>\n").toString();
  }

  private static String style() {
    try (InputStream css = ReportHtml.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void facts(List<List<String>> facts) {
    out.append("<dl>");
    for (List<String> fact : facts) {
      out.append(
          "<div><dt>%s</dt><dd>%s</dd></div>"
              .formatted(Html.escaped(fact.get(0)), Html.escaped(fact.get(1))));
    }
    out.append("</dl>\n");
  }

  private void list(String style, String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    out.append("<section class=\"%s\"><h2>%s</h2><ul>".formatted(style, Html.escaped(title)));
    items.forEach(item -> out.append("<li>").append(Html.escaped(item)).append("</li>"));
    out.append("</ul></section>\n");
  }

  private void table(@Nullable Table table) {
    if (table != null) {
      out.append("<section><h2>%s</h2>".formatted(Html.escaped(table.title())));
      out.append("<p>%s</p>".formatted(Html.escaped(table.explanation())));
      rows(table);
      out.append("</section>\n");
    }
  }

  private void rows(Table table) {
    out.append("<div class=\"scroll\"><table><thead><tr>");
    for (String cell : table.header()) {
      out.append("<th scope=\"col\">").append(Html.escaped(cell)).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr><th scope=\"row\">").append(Html.escaped(row.get(0))).append("</th>");
      for (String cell : row.subList(1, row.size())) {
        out.append("<td>").append(Html.escaped(cell)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>");
  }

  private void plots(EvaluationReport report) {
    out.append("<section><h2>Curves</h2><div class=\"plots\">\n");
    figure(
        "ROC", "The dot is the threshold in force, the dashed line guessing.", Plots.roc(report));
    figure(
        "Precision and recall",
        "The dashed line is guessing: the share of PNEUMONIA.",
        Plots.precisionRecall(report));
    figure(
        "Reliability",
        "On the dashed line, scores are frequencies; larger dots are more pictures.",
        Plots.reliability(report));
    figure(
        "Scores",
        "<span class=\"key normal\"></span> NORMAL <span class=\"key pneumonia\"></span> PNEUMONIA;"
            + " the line is the threshold in force.",
        Plots.histogram(report));
    out.append("</div></section>\n");
  }

  private void figure(String title, String caption, String svg) {
    out.append(
        "<figure><h3>%s</h3>%s<figcaption>%s</figcaption></figure>\n"
            .formatted(title, svg, caption));
  }

  private void refused(EvaluationReport report) {
    table(Tables.refused(report));
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
      rows(table);
      out.append("</details>");
    }
    out.append(
        "<p>The points of the ROC and precision-recall curves are in the JSON report.</p>"
            + "</section>\n");
  }
}
