package io.pneumonia.persistence.django;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times as Django writes them: on SQLite UTC without saying so, on PostgreSQL with an offset. */
final class DjangoTimes {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd")
          .appendPattern("[' ']['T']")
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter();

  private DjangoTimes() {}

  static @Nullable Instant read(@Nullable String text) throws SQLException {
    if (text == null) {
      return null;
    }
    try {
      TemporalAccessor time = FORM.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime exact
          ? exact.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new SQLException("expected a time, found '" + text + "'", e);
    }
  }

  static Instant require(ResultSet row, String column) throws SQLException {
    Instant time = read(row.getString(column));
    if (time == null) {
      throw new SQLException(column + ": expected a time, found none");
    }
    return time;
  }
}
