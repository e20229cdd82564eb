package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.speed.BackendSpeed;
import io.pneumonia.evaluation.speed.SpeedReport;

/** A speed report as one page that needs nothing else: no script, no font, no network. */
public final class SpeedHtml {

  private SpeedHtml() {}

  /**
   * The report as a page.
   *
   * @param report what was measured
   * @return HTML 5 in UTF-8
   */
  public static String of(SpeedReport report) {
    StringBuilder out = new StringBuilder();
    HtmlPage page = new HtmlPage(out);
    page.open("Speed of " + report.model(), SpeedTables.DISCLAIMER);
    page.facts(SpeedTables.facts(report));
    page.table(SpeedTables.figures(report));
    if (report.parity() != null) {
      page.table(SpeedTables.parity(report.parity()));
    }
    out.append("<section><h2>Latency</h2><div class=\"plots\">\n");
    double top =
        Plot.roundedUp(
            report.backends().stream().mapToDouble(each -> each.percentile(99)).max().orElse(1));
    for (BackendSpeed each : report.backends()) {
      page.figure(
          Html.escaped(each.backend()),
          "How long the quickest share of predictions took at most, up to the 99th percentile; all"
              + " plots have one scale.",
          latency(each, top));
    }
    out.append("</div></section>\n");
    page.close();
    return out.toString();
  }

  private static String latency(BackendSpeed speed, double top) {
    Plot plot =
        new Plot(
            "latency-" + speed.backend(),
            "Latency of " + speed.backend(),
            "Milliseconds over the share of predictions; half took %.1f at most, 99 of 100 %.1f."
                .formatted(speed.percentile(50), speed.percentile(99)),
            "share of predictions",
            "milliseconds",
            top);
    Plot.Line line = plot.line();
    for (int percent = 0; percent < 100; percent++) {
      line.to(percent / 100.0, speed.percentile(percent));
    }
    line.draw("curve");
    return plot.svg();
  }
}
