package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.RefusedPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An evaluation for the terminal. */
public final class ReportText {

  static final String DISCLAIMER =
      "A support tool, not a diagnosis: figures of these pictures, not of your patients.";

  private static final int WIDTH = 96;

  private final StringBuilder out = new StringBuilder();

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
    align(Tables.facts(report));
    for (String warning : report.warnings()) {
      out.append('\n');
      wrap("! " + warning);
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
        .forEach(this::section);
    for (RefusedPictures refused : report.refused()) {
      refused.examples().forEach(message -> out.append("  ").append(message).append('\n'));
      if (refused.count() > refused.examples().size()) {
        out.append("  and %d more\n".formatted(refused.count() - refused.examples().size()));
      }
    }
    out.append('\n').append(DISCLAIMER).append('\n');
    return out.toString();
  }

  private void section(Table table) {
    out.append('\n').append(table.title()).append('\n');
    wrap(table.explanation());
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.header());
    rows.addAll(table.rows());
    align(rows);
  }

  private void wrap(String text) {
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n');
        column = 0;
      }
      if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append('\n');
  }

  /** Columns as wide as their longest cell, two spaces apart. */
  private void align(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(c == 0 ? "  " : "   ").append(row.get(c));
        line.append(" ".repeat(widths[c] - row.get(c).length()));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
