package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.diagnoses.Patient;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  private static final Path DATA = Path.of("../pneumonia-examples/data");

  @TempDir private Path folder;

  /** An installation in which somebody has one picture of today and one of two years ago. */
  private Path installation(String name) {
    Path data = folder.resolve(name);
    Clock twoYearsAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-730));
    try (Predictor predictor =
        Predictors.open(PredictorOptions.of(DATA.resolve("phantom-net.h5"), "onnx"))) {
      record(RecordsConfiguration.in(data).withClock(twoYearsAgo), predictor, "normal");
      record(RecordsConfiguration.in(data), predictor, "pneumonia");
    }
    return data;
  }

  private static void record(
      RecordsConfiguration configuration, Predictor predictor, String picture) {
    Password password = new Password("blue-Heron-42");
    String name = "user-" + picture;
    try (Records records = Records.open(configuration)) {
      Actor actor =
          records
              .accounts()
              .register(
                  Actor.SYSTEM,
                  new Registration(name, name + "@example.org", "", "", password, password))
              .actor(null);
      EncodedImage image = EncodedImage.read(DATA.resolve("phantom-" + picture + ".png"));
      records
          .diagnoses()
          .record(actor, new NewDiagnosis(image, predictor.predict(image), Patient.UNNAMED));
    }
  }

  private CommandResult data(Path installation, String... arguments) {
    String[] all =
        Stream.concat(
                Stream.concat(Stream.of("data"), Stream.of(arguments)),
                Stream.of("--data-dir", installation.toString()))
            .toArray(String[]::new);
    return CommandResult.of(all);
  }

  private static void assertDone(CommandResult result, String said) {
    assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.DONE);
    assertThat(result.out()).contains(said);
  }

  @Test
  void backsUpChecksAndRestores() throws IOException {
    Path here = installation("here");
    Path there = folder.resolve("there");
    String backup = folder.resolve("backup.zip").toString();

    assertDone(data(here, "backup", backup), "2 pictures");
    CommandResult again = data(here, "backup", backup);
    assertThat(again.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(again.err()).contains("backup.zip").contains("--force");
    assertDone(data(here, "backup", backup, "--force"), "2 pictures");

    assertDone(data(there, "restore", backup, "--check"), "are sound.");
    assertDone(data(there, "verify"), "0 pictures are sound");
    assertDone(data(there, "restore", backup), "are here now.");
    assertDone(data(there, "verify"), "2 pictures are sound; 0 damages.");
    CommandResult refused = data(there, "restore", backup);
    assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(refused.err()).contains("expected no records here").contains("--force");
    assertDone(data(there, "restore", backup, "--force"), "are here now.");
    Files.write(Path.of(backup), new byte[] {1, 2, 3});
    CommandResult damaged = data(there, "restore", backup, "--force");
    assertThat(damaged.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(damaged.err()).contains("[BACKUP_INVALID]");
  }

  @Test
  void exportsAndImportsAFolder() {
    Path there = folder.resolve("there");
    String exported = folder.resolve("exported").toString();

    assertDone(data(installation("here"), "export", exported), "2 pictures");
    assertDone(data(there, "import", exported), "are here now.");
    assertDone(data(there, "verify"), "2 pictures are sound; 0 damages.");
  }

  @Test
  void saysWhatIsDamaged() throws IOException {
    Path here = installation("here");
    List<Path> pictures;
    try (Stream<Path> files = Files.walk(here.resolve("media"))) {
      pictures = files.filter(Files::isRegularFile).toList();
    }
    Files.delete(pictures.get(0));

    CommandResult result = data(here, "verify");
    assertThat(result.status()).isEqualTo(ExitStatus.SOME_REFUSED);
    assertThat(result.out()).contains("MISSING\t").contains("1 pictures are sound; 1 damages.");
    CommandResult backup = data(here, "backup", folder.resolve("backup.zip").toString());
    assertThat(backup.status()).isEqualTo(ExitStatus.SOME_REFUSED);
    assertThat(backup.err()).contains("is missing or altered");
  }

  @Test
  void purgesWhatIsOld() {
    Path here = installation("here");

    assertDone(
        data(here, "purge", "--older-than", "365d", "--dry-run"), "1 results would be deleted.");
    assertDone(
        data(here, "purge", "--older-than", "365d", "--user", "user-pneumonia"),
        "0 results were deleted.");
    assertDone(data(here, "purge", "--older-than", "365d"), "1 results were deleted.");
    assertDone(data(here, "verify"), "1 pictures are sound; 0 damages.");
    CommandResult unknown = data(here, "purge", "--older-than", "365d", "--user", "nobody");
    assertThat(unknown.status()).isEqualTo(ExitStatus.USAGE);
    CommandResult wrong = data(here, "purge", "--older-than", "1y");
    assertThat(wrong.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(wrong.err()).contains("expected 1d to 36500d, found '1y'");
  }

  @Test
  void encryptsRotatesAndDecryptsAndRefusesAnotherKey() throws IOException {
    Path here = installation("here");
    String old = "0123456789abcdef".repeat(4);
    String fresh = "fedcba9876543210".repeat(4);
    String config = folder.resolve("p.properties").toString();
    String[] reencrypt = {"reencrypt", "--config", config};

    Files.writeString(Path.of(config), "encryption-key=" + old);
    assertDone(data(here, reencrypt), "2 pictures and their rows were encrypted; 0 were left.");
    CommandResult lost = data(here, "verify");
    assertThat(lost.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(lost.err()).contains("[ENCRYPTION_KEY_WRONG]").contains("found none");
    assertThat(data(here, "reencrypt").err()).contains("[ENCRYPTION_KEY_WRONG]");

    Files.writeString(Path.of(config), "encryption-key=" + fresh);
    CommandResult wrong = data(here, reencrypt);
    assertThat(wrong.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(wrong.err()).contains("expected that key in encryption-key").doesNotContain(fresh);

    Files.writeString(Path.of(config), "encryption-key=" + fresh + "," + old);
    assertDone(data(here, reencrypt), "2 pictures");
    Files.writeString(Path.of(config), "encryption-key=" + fresh);
    assertDone(data(here, "verify", "--config", config), "2 pictures are sound; 0 damages.");
    assertDone(data(here, "reencrypt", "--config", config, "--decrypt"), "were decrypted");
    assertDone(data(here, "verify"), "2 pictures are sound; 0 damages.");
  }

  @Test
  void movesInFromDjangoAndSaysWhatStayedBehind() {
    Path there = folder.resolve("there");
    Path django =
        Path.of("../pneumonia-persistence/src/test/resources/io/pneumonia/persistence/django");
    String[] arguments = {
      "import-django",
      "--db",
      django.resolve("db.sqlite3").toString(),
      "--media",
      django.resolve("media").toString()
    };

    CommandResult result = data(there, arguments);
    assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.SOME_REFUSED);
    assertThat(result.out())
        .contains("user\t7 taken\t0 here before")
        .contains("picture\t4 taken")
        .contains("skipped\tpicture 4\tit has no result");
    assertThat(data(there, arguments).out()).contains("user\t0 taken\t7 here before");
    assertDone(data(there, "verify"), "4 pictures are sound; 0 damages.");
  }
}
