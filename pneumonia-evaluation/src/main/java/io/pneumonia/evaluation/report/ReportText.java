package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.RefusedPictures;
import java.util.Objects;
import java.util.stream.Stream;

/** An evaluation for the terminal. */
public final class ReportText {

  static final String DISCLAIMER =
      "A support tool, not a diagnosis: figures of these pictures, not of your patients.";

  private final StringBuilder out = new StringBuilder();
  private final TextLines lines = new TextLines(out);

  private ReportText() {}

  /**
   * The report in lines of fixed width.
   *
   * @param report an evaluation
   * @return lines that end with a line feed
   */
  public static String of(EvaluationReport report) {
    return new ReportText().write(report);
  }

  private String write(EvaluationReport report) {
    lines.align(Tables.facts(report));
    for (String warning : report.warnings()) {
      out.append('\n');
      lines.wrap("! " + warning);
    }
    Stream.of(
            Tables.metrics(report),
            Tables.confusion(report),
            Tables.operatingPoints(report),
            Tables.distribution(report),
            Tables.shortcuts(report),
            Tables.robustness(report),
            Tables.gate(report),
            Tables.refused(report))
        .filter(Objects::nonNull)
        .forEach(lines::section);
    for (RefusedPictures refused : report.refused()) {
      refused.examples().forEach(message -> out.append("  ").append(message).append('\n'));
      if (refused.count() > refused.examples().size()) {
        out.append("  and %d more\n".formatted(refused.count() - refused.examples().size()));
      }
    }
    out.append('\n').append(DISCLAIMER).append('\n');
    return out.toString();
  }
}
