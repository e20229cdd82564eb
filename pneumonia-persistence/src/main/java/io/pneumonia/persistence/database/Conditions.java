package io.pneumonia.persistence.database;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a query and the values in them; a condition without a value is left out. */
public final class Conditions {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Starts without conditions. */
  public Conditions() {}

  /**
   * Adds a condition, unless there is no value for it.
   *
   * @param condition SQL that names the value
   * @param name the value's name
   * @param value the value, or null to leave the condition out
   * @return this
   */
  public Conditions add(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value);
    }
    return this;
  }

  /**
   * Adds a value that a condition names beside its own.
   *
   * @param name the value's name
   * @param value the value
   * @return this
   */
  public Conditions value(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /**
   * Adds a range of whole days, UTC, both included.
   *
   * @param column the column with the instant
   * @param from the first day, or null
   * @param to the last day, or null
   * @return this
   */
  public Conditions days(String column, @Nullable LocalDate from, @Nullable LocalDate to) {
    add(
        column + " >= :from",
        "from",
        from == null ? null : from.atStartOfDay().toInstant(ZoneOffset.UTC));
    return add(
        column + " < :until",
        "until",
        to == null ? null : to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /**
   * The conditions as SQL.
   *
   * @return {@code WHERE ...}, or nothing where there are none
   */
  public String where() {
    return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
  }

  /**
   * The values to bind.
   *
   * @return by name
   */
  public Map<String, Object> values() {
    return Map.copyOf(values);
  }
}
