package io.pneumonia.persistence.upkeep;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as the database describes it.
 *
 * @param name its name
 * @param columns in the table's order
 * @param key the columns that order its rows
 * @param references which of its columns name rows of which other tables
 */
record Table(String name, List<Column> columns, List<String> key, Map<String, String> references) {

  /**
   * A column.
   *
   * @param name its name
   * @param kind what its values are
   * @param required whether a row without a value for it is refused
   */
  record Column(String name, Kind kind, boolean required) {}

  /** What a column's values are; SQLite keeps booleans as integers. */
  enum Kind {
    INTEGER,
    REAL,
    TEXT,
    BOOLEAN
  }

  /** Whether the database numbers its rows. */
  boolean givesIds() {
    return key.equals(List.of("id"));
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  String selectAll() {
    return "SELECT "
        + String.join(", ", columnNames())
        + " FROM "
        + name
        + " ORDER BY "
        + String.join(", ", key);
  }

  static String insert(String table, List<Column> columns) {
    return columns.stream()
            .map(Column::name)
            .collect(Collectors.joining(", ", "INSERT INTO " + table + " (", ") VALUES "))
        + columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
  }
}
