package io.pneumonia.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployer is told who set something wrong. */
class OpeningTest {

  @TempDir Path folder = Path.of("");

  private RecordsConfiguration at(String url, @Nullable String user, @Nullable String password) {
    return RecordsConfiguration.in(folder)
        .withDatabase(new DatabaseAddress(url, user, password, 2, Duration.ofMillis(1500)));
  }

  private static RecordsUnavailable refusal(RecordsConfiguration configuration) {
    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> Records.open(configuration).close());
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).hasSizeLessThan(300).doesNotContain("\n");
    return error;
  }

  @Test
  void createsEverythingThatIsMissing() {
    Path data = folder.resolve("a/b/data");
    try (Records records = Records.open(RecordsConfiguration.in(data))) {
      records.check();
    }
    assertThat(data.resolve("records.db")).exists();
    assertThat(data.resolve("media")).isDirectory();
  }

  @Test
  void letsSqliteForceEveryCommitToTheDiskAndKeepItsReferences() {
    DatabaseAddress address = RecordsConfiguration.in(folder).database();
    try (Database database = Database.open(address)) {
      for (String pragma : new String[] {"synchronous=2", "foreign_keys=1", "busy_timeout=10000"}) {
        String name = pragma.substring(0, pragma.indexOf('='));
        String value =
            database.write(
                handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
        assertThat(name + "=" + value).isEqualTo(pragma);
      }
      assertThat(
              database.<String>read(
                  handle -> handle.createQuery("PRAGMA journal_mode").mapTo(String.class).one()))
          .isEqualTo("wal");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:mysql://localhost/records",
        "records.db",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:postgresql://host:port/records"
      })
  void refusesAddressesOfOtherKinds(String url) {
    RecordsUnavailable error = refusal(at(url, null, null));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_URL_INVALID);
    assertThat(error).hasMessageContaining("expected");
  }

  @Test
  void saysThatAServerDoesNotAnswer() {
    String url = "jdbc:postgresql://127.0.0.1:1/records";

    RecordsUnavailable error = refusal(at(url, "ada", "secret"));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
    assertThat(error).hasMessageStartingWith(url + ": expected a database that answers");
  }

  @Test
  void saysThatAServerRefusesTheUserWithoutTellingThePassword() {
    DatabaseAddress server = TestDatabase.POSTGRESQL.fresh(folder);
    String url = server.shown() + "?user=nobody&password=secret";

    RecordsUnavailable error = refusal(at(url, null, null));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
    assertThat(error).hasMessageContaining("nobody");
    assertThat(error.getMessage()).doesNotContain("secret");
  }

  @Test
  void saysThatAFileIsNoDatabase() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no database ".repeat(1000));

    RecordsUnavailable error = refusal(at("jdbc:sqlite:" + file, null, null));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
    assertThat(error).hasMessageContaining("notes.txt");
  }

  @Test
  void saysThatAnotherProgramHoldsTheFile() throws SQLException {
    Records.open(RecordsConfiguration.in(folder)).close();
    String url = "jdbc:sqlite:" + folder.resolve("records.db");
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");

      RecordsUnavailable error =
          refusal(
              RecordsConfiguration.in(folder)
                  .withDatabase(new DatabaseAddress(url, null, null, 1, Duration.ofMillis(250))));

      assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
      assertThat(error).hasMessageContaining("locked");
    }
  }

  @Test
  void saysThatTheDatabasesFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    RecordsUnavailable error = refusal(at("jdbc:sqlite:" + file + "/records.db", null, null));

    assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
    assertThat(error).hasMessageContaining(file.toString());
  }

  @Test
  void saysThatTheMediaFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    RecordsConfiguration there = RecordsConfiguration.in(folder).withMediaFolder(file);

    assertThat(refusal(there).code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
  }

  @Test
  void showsNoPasswordOfAnAddress() {
    DatabaseAddress address =
        new DatabaseAddress(
            "jdbc:postgresql://ada:secret@db:5432/records?password=secret",
            "ada",
            "secret",
            2,
            Duration.ofSeconds(1));

    assertThat(address.toString()).isEqualTo("jdbc:postgresql://db:5432/records");
  }

  @Test
  void refusesConfigurationsThatCannotBeMeant() {
    RecordsConfiguration usual = RecordsConfiguration.in(folder);
    assertThatThrownBy(() -> usual.withOrphanGrace(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DatabaseAddress("", null, null, 0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DatabaseAddress("", null, null, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
