package io.pneumonia.persistence.upkeep;

import io.pneumonia.persistence.upkeep.Table.Column;
import io.pneumonia.persistence.upkeep.Table.Kind;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * The tables that are moved, read from the database itself: a migration that adds one needs no
 * change here. Pictures on their way in or out are the present database's business.
 */
final class Schema {

  private static final Set<String> NOT_MOVED =
      Set.of("flyway_schema_history", "media_journal", "encryption_keys");

  private final List<Table> tables;

  private Schema(List<Table> tables) {
    this.tables = tables;
  }

  /** The tables, those that others name before those that name them. */
  List<Table> tables() {
    return tables;
  }

  static Schema read(Handle handle) {
    try {
      DatabaseMetaData meta = handle.getConnection().getMetaData();
      String schema = handle.getConnection().getSchema();
      Map<String, Table> found = new TreeMap<>();
      try (ResultSet row = meta.getTables(null, schema, "%", new String[] {"TABLE"})) {
        while (row.next()) {
          String name = row.getString("TABLE_NAME");
          if (!NOT_MOVED.contains(name) && !name.startsWith("sqlite_")) {
            found.put(name, table(meta, schema, name));
          }
        }
      }
      return new Schema(parentsFirst(found));
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private static Table table(DatabaseMetaData meta, String schema, String name)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet row = meta.getColumns(null, schema, name, "%")) {
      while (row.next()) {
        if (row.getString("TABLE_NAME").equals(name)) {
          boolean required =
              row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                  && row.getString("COLUMN_DEF") == null;
          columns.add(
              new Column(row.getString("COLUMN_NAME"), kind(row.getInt("DATA_TYPE")), required));
        }
      }
    }
    List<String> key = new ArrayList<>();
    try (ResultSet row = meta.getPrimaryKeys(null, schema, name)) {
      while (row.next()) {
        key.add(row.getString("COLUMN_NAME"));
      }
    }
    Map<String, String> references = new TreeMap<>();
    try (ResultSet row = meta.getImportedKeys(null, schema, name)) {
      while (row.next()) {
        references.put(row.getString("FKCOLUMN_NAME"), row.getString("PKTABLE_NAME"));
      }
    }
    return new Table(name, List.copyOf(columns), List.copyOf(key), Map.copyOf(references));
  }

  private static Kind kind(int sqlType) {
    return switch (sqlType) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> Kind.INTEGER;
      case Types.DOUBLE, Types.REAL, Types.FLOAT -> Kind.REAL;
      case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> Kind.TEXT;
      case Types.BOOLEAN, Types.BIT -> Kind.BOOLEAN;
      default -> throw new IllegalStateException("column type: found an unknown one, " + sqlType);
    };
  }

  private static List<Table> parentsFirst(Map<String, Table> found) {
    List<Table> ordered = new ArrayList<>();
    Set<String> placed = new TreeSet<>();
    while (ordered.size() < found.size()) {
      int before = ordered.size();
      for (Table table : found.values()) {
        if (!placed.contains(table.name()) && placed.containsAll(others(table))) {
          ordered.add(table);
          placed.add(table.name());
        }
      }
      if (ordered.size() == before) {
        throw new IllegalStateException("tables: expected no cycle of references, found one");
      }
    }
    return List.copyOf(ordered);
  }

  private static Set<String> others(Table table) {
    Set<String> others = new TreeSet<>(table.references().values());
    others.remove(table.name());
    return others;
  }
}
