package io.pneumonia.persistence.upkeep;

import io.pneumonia.persistence.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What lies in a database, read behind the back of the product and comparable across databases. */
final class Rows {

  static final List<String> TABLES =
      List.of(
          "users",
          "sessions",
          "tokens",
          "login_attempts",
          "images",
          "results",
          "models",
          "model_files",
          "model_activations",
          "settings",
          "audit_trail");

  private Rows() {}

  /** Every value of every row of every table, a text each, sorted. */
  static Map<String, List<String>> in(DatabaseAddress address) {
    Map<String, List<String>> all = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(address.url())) {
      for (String table : TABLES) {
        all.put(table, rows(connection, table));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(address.shown(), e);
    }
    return all;
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
      while (row.next()) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.put(row.getMetaData().getColumnLabel(i), text(row.getObject(i)));
        }
        rows.add(values.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  /** Every bit of a real counts; PostgreSQL has booleans where SQLite has 0 and 1. */
  private static String text(Object value) {
    if (value instanceof Double real) {
      return "real " + Double.doubleToLongBits(real);
    }
    if (value instanceof Boolean truth) {
      return truth ? "1" : "0";
    }
    return String.valueOf(value);
  }
}
