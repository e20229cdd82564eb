package io.pneumonia.persistence.database;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** Brings the schema to this version's state, or says why that is impossible. */
final class Migrations {

  private final Flyway flyway;
  private final Dialect dialect;
  private final DataSource connections;
  private final String shown;

  Migrations(Dialect dialect, DatabaseAddress address) {
    this.dialect = dialect;
    connections = dialect.connections(address);
    shown = address.shown();
    flyway =
        Flyway.configure()
            .dataSource(connections)
            .locations(
                "classpath:db/migration/common", "classpath:db/migration/" + dialect.migrations())
            .placeholders(dialect.placeholders())
            .load();
  }

  void apply() {
    requireConnection();
    try {
      MigrationInfoService info = flyway.info();
      refuseNewerSchema(info);
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw mismatch("expected the schema of this version, found one that was altered", e);
    } catch (FlywayException e) {
      if (isOutage(e)) {
        throw Database.unavailable(shown, e);
      }
      throw mismatch(
          "expected an empty database or one of this product, found " + Database.firstLine(e), e);
    }
  }

  private boolean isOutage(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && dialect.isOutage(sql)) {
        return true;
      }
    }
    return false;
  }

  private void requireConnection() {
    try (Connection connection = connections.getConnection()) {
      connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw Database.unavailable(shown, e);
    }
  }

  private void refuseNewerSchema(MigrationInfoService info) {
    MigrationVersion known =
        Arrays.stream(info.all())
            .filter(migration -> !migration.getState().name().startsWith("FUTURE"))
            .map(MigrationInfo::getVersion)
            .reduce(
                MigrationVersion.EMPTY,
                (one, other) -> one.isAtLeast(other.getVersion()) ? one : other);
    MigrationInfo current = info.current();
    if (current != null && current.getVersion().isNewerThan(known)) {
      throw mismatch(
          "expected a schema up to version "
              + known
              + ", found version "
              + current.getVersion()
              + " of a newer release",
          null);
    }
  }

  private RecordsUnavailable mismatch(String what, @Nullable Throwable cause) {
    return new RecordsUnavailable(ErrorCode.DATABASE_SCHEMA_MISMATCH, shown + ": " + what, cause);
  }
}
