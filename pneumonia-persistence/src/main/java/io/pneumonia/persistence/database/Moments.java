package io.pneumonia.persistence.database;

import java.sql.PreparedStatement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Instants as both databases keep them: whole microseconds since 1970, UTC, in a 64-bit column. The
 * same number sorts, compares and moves between the databases without a time zone in between.
 */
public final class Moments {

  private Moments() {}

  /**
   * The present instant as it can be kept.
   *
   * @param clock tells the time
   * @return the instant, cut to microseconds
   */
  public static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * From an instant to the column.
   *
   * @param instant between the years -290000 and 290000
   * @return microseconds since 1970, rounded down
   */
  public static long toMicros(Instant instant) {
    return Math.multiplyExact(instant.getEpochSecond(), 1_000_000L) + instant.getNano() / 1000;
  }

  /**
   * From the column to an instant.
   *
   * @param micros microseconds since 1970
   * @return the instant
   */
  public static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static Jdbi register(Jdbi jdbi) {
    jdbi.registerArgument(new InstantArguments());
    jdbi.registerColumnMapper(
        Instant.class,
        (row, column, context) -> {
          long micros = row.getLong(column);
          return row.wasNull() ? null : ofMicros(micros);
        });
    return jdbi;
  }

  private static final class InstantArguments extends AbstractArgumentFactory<Instant> {

    InstantArguments() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(@Nullable Instant value, ConfigRegistry config) {
      return (position, statement, context) -> set(statement, position, value);
    }

    private static void set(PreparedStatement statement, int position, @Nullable Instant value)
        throws java.sql.SQLException {
      if (value == null) {
        statement.setNull(position, Types.BIGINT);
      } else {
        statement.setLong(position, toMicros(value));
      }
    }
  }
}
