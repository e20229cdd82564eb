package io.pneumonia.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.AccountFilter;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.settings.Setting;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecordsTest extends RecordsContract {

  private RecordsUnavailable refusal(RecordsConfiguration configuration) {
    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> Records.open(configuration).close());
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).hasSizeLessThan(300).doesNotContain("\n");
    return error;
  }

  @Test
  void areOnTheDatabaseThatTheTestIsAbout() {
    assertThat(address().url()).startsWith("jdbc:" + kind.name().toLowerCase(Locale.ROOT) + ":");
  }

  @Test
  void findWhatWasRecordedWhenTheyAreOpenedAgain() {
    Account account = account();
    try (Records again = Records.open(configuration)) {
      assertThat(again.accounts().find(account.actor(null), account.id())).isEqualTo(account);
    }
  }

  @Test
  void sayWhetherTheyCanBeUsed() {
    records.check();
    Records closed = Records.open(configuration);
    closed.close();

    assertThat(catchThrowableOfType(RecordsUnavailable.class, closed::check).code())
        .isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
  }

  @Test
  void refuseASchemaOfANewerRelease() {
    DatabaseAddress newer = kind.fresh(folder);
    RecordsConfiguration there = configuration.withDatabase(newer);
    Records.open(there).close();
    TestDatabase.run(
        newer,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, installed_on, execution_time, success)"
            + " SELECT 99, '99', 'future', type, 'V99__future.sql', checksum, installed_by,"
            + " installed_on, 1, success FROM flyway_schema_history WHERE version = '1'");

    RecordsUnavailable error = refusal(there);

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_SCHEMA_MISMATCH);
    assertThat(error).hasMessageEndingWith("found version 99 of a newer release");
  }

  @Test
  void refuseASchemaThatWasAltered() {
    DatabaseAddress altered = kind.fresh(folder);
    RecordsConfiguration there = configuration.withDatabase(altered);
    Records.open(there).close();
    TestDatabase.run(altered, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

    assertThat(refusal(there).code()).isEqualTo(ErrorCode.DATABASE_SCHEMA_MISMATCH);
  }

  @Test
  void refuseADatabaseOfSomethingElse() {
    DatabaseAddress other = kind.fresh(folder);
    TestDatabase.run(other, "CREATE TABLE users (name TEXT)");

    RecordsUnavailable error = refusal(configuration.withDatabase(other));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_SCHEMA_MISMATCH);
    assertThat(error).hasMessageStartingWith(other.shown() + ": expected an empty database");
  }

  @Test
  void tellADatabaseThatFailsInTheirOwnWords() {
    DatabaseAddress broken = kind.fresh(folder);
    try (Records there = Records.open(configuration.withDatabase(broken))) {
      TestDatabase.run(broken, "ALTER TABLE settings RENAME TO lost");

      RecordsUnavailable error =
          catchThrowableOfType(
              RecordsUnavailable.class, () -> there.settings().find(Setting.THRESHOLD));

      assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
      assertThat(error).hasMessageContaining("settings").hasMessageStartingWith(broken.shown());
    }
  }

  @Test
  void sayWhatTheyAreKeptIn() {
    RecordsState state = records.state();
    assertThat(state.database().address()).isEqualTo(address().shown());
    assertThat(state.database().product())
        .matches(kind == TestDatabase.SQLITE ? "SQLite 3\\..+" : "PostgreSQL \\d+.*");
    assertThat(state.database().schema()).matches("\\d+");
    assertThat(state.media().place()).endsWith("media");
    assertThat(state.media().freeBytes().orElseThrow()).isPositive();
  }

  @Test
  void shareOneDatabaseBetweenProcesses() {
    try (Records other = Records.open(configuration)) {
      Account account = account();
      assertThat(
              other
                  .accounts()
                  .search(
                      Actor.SYSTEM,
                      new AccountFilter(account.username(), null, null),
                      PageRequest.FIRST)
                  .items())
          .contains(account);
    }
  }
}
