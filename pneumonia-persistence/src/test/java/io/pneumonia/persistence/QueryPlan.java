package io.pneumonia.persistence;

import io.pneumonia.persistence.database.Database;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * How a database would answer a question from a large table. In small ones PostgreSQL rather reads
 * all rows or sorts them; it is told that it may not where there is another way.
 */
public final class QueryPlan {

  /** What a plan must not have where an index gives the order: sorting all that was found. */
  public static final String SORTING = "(?s).*(\\bSort\\b|TEMP B-TREE).*";

  /** What a plan must not have: reading all rows. */
  public static final String READING_ALL = "(?s).*(Seq Scan|SCAN \\w+( *\\n| *$)).*";

  private static final List<String> AS_IN_A_LARGE_TABLE =
      List.of("enable_seqscan", "enable_bitmapscan", "enable_sort");

  private final TestDatabase kind;
  private final Database database;

  public QueryPlan(TestDatabase kind, Database database) {
    this.kind = kind;
    this.database = database;
  }

  /** The plan as text; {@code :limit} and {@code :offset} are those of the second page of 20. */
  public String of(String sql, Map<String, Object> values) {
    return database.read(
        handle -> {
          if (kind == TestDatabase.SQLITE) {
            return plan(handle, "EXPLAIN QUERY PLAN " + sql, values, "detail");
          }
          AS_IN_A_LARGE_TABLE.forEach(way -> handle.execute("SET LOCAL " + way + " = off"));
          return plan(handle, "EXPLAIN " + sql, values, "QUERY PLAN");
        });
  }

  private static String plan(Handle handle, String sql, Map<String, Object> values, String column) {
    return String.join(
        "\n",
        handle
            .createQuery(sql)
            .bindMap(values)
            .bind("limit", 20)
            .bind("offset", 20)
            .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
            .map((row, context) -> row.getString(column))
            .list());
  }
}
