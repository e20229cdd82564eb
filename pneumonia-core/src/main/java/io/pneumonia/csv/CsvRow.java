package io.pneumonia.csv;

import java.util.List;
import java.util.stream.Collectors;

/** A row of comma-separated values: RFC 4180. */
public final class CsvRow {

  private static final String FORMULA = "=+-@\t\r\n";

  private CsvRow() {}

  /**
   * A cell that holds somebody's words: a file's name, a note. If a spreadsheet would take it for a
   * formula, an apostrophe stands in front.
   *
   * @param value the words
   * @return the cell, not yet quoted
   */
  public static String text(String value) {
    return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }

  /**
   * Cells to a row; those with a comma, a quote or a line break are quoted.
   *
   * @param cells in the order of the columns
   * @return the row with its line end
   */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvRow::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
