package io.pneumonia.evaluation;

import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, row by row: RFC 4180, in UTF-8, separated by commas; column names in
 * capitals or not, in any order. Empty lines are skipped.
 */
final class CsvTable implements AutoCloseable {

  private static final int END = -1;

  private final Path file;
  private final BufferedReader in;
  private final Map<String, Integer> columns = new HashMap<>();
  private List<String> row = List.of();
  private int line = 1;
  private int rowLine;

  private CsvTable(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a file that must have these columns. */
  static CsvTable open(Path file, String... required) throws IOException {
    CsvTable table = new CsvTable(file, Files.newBufferedReader(file));
    try {
      table.readHeader(required);
      return table;
    } catch (IOException | RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private void readHeader(String... required) throws IOException {
    boolean any = next();
    for (int i = 0; i < row.size(); i++) {
      String name = row.get(i).strip().toLowerCase(Locale.ROOT);
      columns.putIfAbsent(i == 0 ? name.replace("\uFEFF", "") : name, i);
    }
    for (String name : required) {
      if (!columns.containsKey(name)) {
        String found = any ? String.join(",", row).replace("\uFEFF", "") : "an empty file";
        throw invalid("a header with the columns " + String.join(" and ", required), found);
      }
    }
  }

  /** Reads the next row, and says whether there was one. */
  boolean next() throws IOException {
    try {
      do {
        rowLine = line;
        row = readRow();
      } while (row.size() == 1 && row.get(0).isEmpty());
      return !row.isEmpty();
    } catch (CharacterCodingException e) {
      throw invalid("text in UTF-8", "other bytes", e);
    }
  }

  /** The cells of a row; none at the end of the file. */
  private List<String> readRow() throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int c = in.read();
    if (c == END) {
      return cells;
    }
    for (; c != END && c != '\n'; c = in.read()) {
      if (c == '"' && cell.isEmpty()) {
        readQuoted(cell);
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c != '\r') {
        cell.append((char) c);
      }
    }
    line++;
    cells.add(cell.toString());
    return cells;
  }

  private void readQuoted(StringBuilder cell) throws IOException {
    while (true) {
      int c = in.read();
      if (c == END) {
        throw invalid("a closing quotation mark", "the end of the file");
      }
      line += c == '\n' ? 1 : 0;
      if (c == '"') {
        in.mark(1);
        if (in.read() != '"') {
          in.reset();
          return;
        }
      }
      cell.append((char) c);
    }
  }

  /** Where the row begins, from 1. */
  int line() {
    return rowLine;
  }

  /** A cell that must not be empty. */
  String required(String column) {
    String cell = optional(column);
    if (cell == null) {
      throw invalid("a " + column, "none");
    }
    return cell;
  }

  /** A cell, or null where it is empty or there is no such column. */
  @Nullable String optional(String column) {
    Integer index = columns.get(column);
    String cell = index == null || index >= row.size() ? "" : row.get(index).strip();
    return cell.isEmpty() ? null : cell;
  }

  DataRejected invalid(String expected, String found) {
    return invalid(expected, found, null);
  }

  private DataRejected invalid(String expected, String found, @Nullable Throwable cause) {
    return new DataRejected(
        ErrorCode.DATA_INVALID,
        file + " line " + rowLine + ": expected " + expected + ", found " + found,
        cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
