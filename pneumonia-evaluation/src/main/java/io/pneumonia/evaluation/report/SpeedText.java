package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.speed.SpeedReport;

/** A speed report for the terminal. */
public final class SpeedText {

  private SpeedText() {}

  /**
   * The report in lines of fixed width.
   *
   * @param report what was measured
   * @return lines that end with a line feed
   */
  public static String of(SpeedReport report) {
    StringBuilder out = new StringBuilder();
    TextLines lines = new TextLines(out);
    lines.align(SpeedTables.facts(report));
    lines.section(SpeedTables.figures(report));
    if (report.parity() != null) {
      lines.section(SpeedTables.parity(report.parity()));
    }
    out.append('\n').append(SpeedTables.DISCLAIMER).append('\n');
    return out.toString();
  }
}
