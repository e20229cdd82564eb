package io.pneumonia.evaluation.report;

import java.util.ArrayList;
import java.util.List;

/** Tables and sentences in lines of fixed width. */
final class TextLines {

  private static final int WIDTH = 96;

  private final StringBuilder out;

  TextLines(StringBuilder out) {
    this.out = out;
  }

  void section(Table table) {
    out.append('\n').append(table.title()).append('\n');
    wrap(table.explanation());
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.header());
    rows.addAll(table.rows());
    align(rows);
  }

  void wrap(String text) {
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
  void align(List<List<String>> rows) {
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
