package io.pneumonia.persistence.django;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.MediaFiles;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.django.ImportReport.Skipped;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that Django made (make_django_fixtures.py), moved into both of ours. */
class DjangoImportTest extends RecordsContract {

  private static final Path FIXTURES = fixtures();

  private static Path fixtures() {
    try {
      return Path.of(DjangoImportTest.class.getResource("db.sqlite3").toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private DjangoPlace place(TestDatabase of) {
    Path media = FIXTURES.resolve("media");
    if (of == TestDatabase.SQLITE) {
      return new DjangoPlace(FIXTURES.resolve("db.sqlite3").toString(), null, null, media);
    }
    DatabaseAddress address = of.fresh(folder);
    try {
      TestDatabase.run(address, Files.readString(FIXTURES.resolve("postgresql.sql")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = address.url().replaceFirst("\\?.*", "");
    return new DjangoPlace(url, "postgres", "any", media);
  }

  private Records fresh() {
    return Records.open(
        RecordsConfiguration.in(folder.resolve(UUID.randomUUID().toString()))
            .withDatabase(kind.fresh(folder))
            .withSignIn(CHEAP, LoginLimits.DEFAULT)
            .withClock(clock));
  }

  private static ImportReport move(Records into, DjangoPlace place) throws IOException {
    return into.djangoImport().run(Actor.SYSTEM, place, UpkeepProgress.NONE);
  }

  private static List<Diagnosis> all(Records records) {
    return records
        .lists()
        .page(Actor.SYSTEM, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST, PageRequest.FIRST)
        .items();
  }

  private static List<AuditEntry> trail(Records records) {
    return records
        .audit()
        .list(Actor.SYSTEM, AuditFilter.ALL, new PageRequest(1, PageRequest.MAX_SIZE))
        .items();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void takesEverythingThatCanBeTakenAndSaysWhatCannot(TestDatabase of) throws IOException {
    try (Records records = fresh()) {
      ImportReport report = move(records, place(of));

      assertThat(report.taken(Subject.USER)).isEqualTo(7);
      assertThat(report.taken(Subject.TOKEN)).isEqualTo(2);
      assertThat(report.taken(Subject.PICTURE)).isEqualTo(4);
      assertThat(report.taken(Subject.HISTORY)).isEqualTo(6);
      assertThat(report.taken(Subject.SETTING)).isEqualTo(2);
      assertThat(report.skipped())
          .extracting(Skipped::subject, Skipped::key)
          .contains(
              tuple(Subject.USER, "ADA"),
              tuple(Subject.PICTURE, "3"),
              tuple(Subject.PICTURE, "4"),
              tuple(Subject.PICTURE, "5"),
              tuple(Subject.PICTURE, "6"),
              tuple(Subject.PICTURE, "8"),
              tuple(Subject.PICTURE, "9"),
              tuple(Subject.RESULT, "6"),
              tuple(Subject.HISTORY, "7"),
              tuple(Subject.SETTING, "maintenance_banner"),
              tuple(Subject.SETTING, "max_image_pixels"));
      // Foreign keys keep PostgreSQL from having a result without picture.
      assertThat(report.skipped().stream().anyMatch(skipped -> skipped.key().equals("11")))
          .isEqualTo(of == TestDatabase.SQLITE);
      assertThat(report.notes())
          .anySatisfy(note -> assertThat(note).contains("1 results were swapped").endsWith(": 1"))
          .anySatisfy(note -> assertThat(note).contains("user unset"))
          .anySatisfy(note -> assertThat(note).contains("user bcrypt"));
      assertDamagesNone(records);
    }
  }

  private static void assertDamagesNone(Records records) {
    records
        .inspection()
        .inspect(
            Actor.SYSTEM,
            UpkeepProgress.NONE,
            damage -> {
              throw new AssertionError(damage);
            });
  }

  @Test
  void keepsPasswordsRightsAndTokens() throws IOException {
    try (Records records = fresh()) {
      move(records, place(TestDatabase.SQLITE));
      Account ada = signIn(records, "ada", "blue-Heron-42");
      assertThat(ada.firstName()).isEqualTo("Ada");
      assertThat(ada.email()).isEqualTo("ada@example.org");
      assertThat(ada.administrator()).isFalse();
      assertThat(ada.joinedAt()).isEqualTo("2024-05-01T12:30:15.000001Z");
      assertThat(signIn(records, "root", "green-Ibis-17").administrator()).isTrue();
      assertThat(signIn(records, "staff", "red-Stork-99").administrator()).isTrue();
      assertThat(signIn(records, "argon", "pink-Flamingo-7").active()).isTrue();
      for (String name : List.of("asleep", "unset", "bcrypt")) {
        rejected(() -> signIn(records, name, "grey-Crane-11"), ErrorCode.CREDENTIALS_INVALID);
      }
      assertThat(records.accounts().findByName(Actor.SYSTEM, "asleep").active()).isFalse();
      assertThat(records.tokens().find("0123456789abcdef".repeat(2) + "01234567"))
          .hasValueSatisfying(token -> assertThat(token.username()).isEqualTo("ada"));
      assertThat(records.tokens().find("fedcba9876543210".repeat(2) + "fedcba98")).isEmpty();
    }
  }

  private static Account signIn(Records records, String name, String password) {
    return records.credentials().authenticate(name, new Password(password), "192.0.2.50");
  }

  @Test
  void makesHashesAnewAtTheNextSignIn() throws IOException {
    RecordsConfiguration here =
        RecordsConfiguration.in(folder.resolve("hashes" + kind))
            .withDatabase(kind.fresh(folder))
            .withSignIn(CHEAP, LoginLimits.DEFAULT);
    String hash = "SELECT password_hash FROM users WHERE username = 'root'";
    try (Records records = Records.open(here)) {
      move(records, place(TestDatabase.SQLITE));
      assertThat(TestDatabase.text(here.database(), hash)).startsWith("pbkdf2_sha256$1000$");
      signIn(records, "root", "green-Ibis-17");
      assertThat(TestDatabase.text(here.database(), hash)).startsWith("$argon2id$");
      signIn(records, "root", "green-Ibis-17");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void keepsPicturesScoresAndTimes(TestDatabase of) throws IOException {
    try (Records records = fresh()) {
      move(records, place(of));
      List<Diagnosis> found = all(records);
      assertThat(found)
          .extracting(diagnosis -> diagnosis.image().fileName())
          .containsExactly("whole.png", "twice.png", "Röntgen ½.png", "IM-0001.png");

      Diagnosis normal = found.get(3);
      assertThat(normal.owner()).isEqualTo("ada");
      assertThat(normal.result().decision().finding()).isEqualTo(Finding.NORMAL);
      assertThat(normal.result().decision().rawScore().value()).isEqualTo(1 - 0.9);
      assertThat(normal.result().decision().confidence().rounded()).isEqualTo(90.0);
      assertThat(normal.image().uploadedAt())
          .isEqualTo(Instant.parse("2024-05-01T12:30:15.123456Z"));
      assertThat(normal.result().createdAt()).isEqualTo(Instant.parse("2024-05-01T13:30:15Z"));
      assertThat(normal.result().timings().total()).hasMillis(250);
      assertThat(normal.result().model().version()).isEqualTo("v2.0");
      assertThat(bytes(records, normal)).isEqualTo(fixture("xray_images/2024/05/01/a1.png"));

      Diagnosis noted = found.get(2);
      assertThat(noted.result().decision().rawScore().value()).isEqualTo(0.96875);
      assertThat(noted.image().patient().notes()).isEqualTo("cough\nCLAHE applied");
      assertThat(noted.image().media().value()).startsWith("xray_images/2024/05/02/");

      Diagnosis twice = found.get(1);
      assertThat(twice.image().patient().notes()).isEqualTo("second look");
      assertThat(twice.result().model().version()).isEqualTo("unknown");
      assertThat(twice.image().userId())
          .isEqualTo(records.accounts().findByName(Actor.SYSTEM, "staff").id());
      assertThat(found.get(0).image().height()).isEqualTo(16);
    }
  }

  private static byte[] bytes(Records records, Diagnosis diagnosis) throws IOException {
    StoredPicture picture =
        records.diagnoses().open(Actor.SYSTEM, diagnosis.image().media().value());
    try (InputStream in = picture.content()) {
      return in.readAllBytes();
    }
  }

  private static byte[] fixture(String path) throws IOException {
    return Files.readAllBytes(FIXTURES.resolve("media").resolve(path));
  }

  @Test
  void keepsHistoryInItsTimeAndSettings() throws IOException {
    try (Records records = fresh()) {
      move(records, place(TestDatabase.SQLITE));
      List<AuditEntry> trail = trail(records);
      AuditEntry upload =
          trail.stream().filter(entry -> entry.action() == AuditAction.UPLOAD).findFirst().get();
      assertThat(upload.occurredAt()).isEqualTo(Instant.parse("2024-05-01T14:30:15.000007Z"));
      assertThat(upload.username()).isEqualTo("ada");
      assertThat(upload.address()).isEqualTo("192.0.2.1");
      assertThat(upload.imageId()).isEqualTo(all(records).get(3).image().id());
      assertThat(trail)
          .anySatisfy(
              entry -> {
                assertThat(entry.action()).isEqualTo(AuditAction.IMPORT);
                assertThat(entry.detail()).startsWith("batch_reprocess, django history 6 of ");
              })
          .noneSatisfy(entry -> assertThat(entry.detail()).contains("Other"));
      assertThat(records.settings().find(Setting.THRESHOLD)).contains(0.625);
      assertThat(records.settings().find(Setting.RETENTION_DAYS)).contains(730);
    }
  }

  @Test
  void takesNothingTwiceAndBringsNothingBack() throws IOException {
    try (Records records = fresh()) {
      DjangoPlace place = place(TestDatabase.SQLITE);
      move(records, place);
      Account ada = signIn(records, "ada", "blue-Heron-42");
      List<Diagnosis> before = all(records);
      records.diagnoses().delete(ada.actor(null), before.get(3).result().id());
      records.tokens().revokeAllBut(ada.actor(null), null);
      records.settings().set(Actor.SYSTEM, Setting.THRESHOLD, 0.5);
      int entries = trail(records).size();

      ImportReport again = move(records, place);

      for (Subject subject : Subject.values()) {
        assertThat(again.taken(subject)).as(subject.name()).isZero();
      }
      assertThat(again.here(Subject.PICTURE)).isEqualTo(4);
      assertThat(again.here(Subject.USER)).isEqualTo(7);
      assertThat(again.here(Subject.TOKEN)).isEqualTo(2);
      assertThat(again.here(Subject.HISTORY)).isEqualTo(6);
      assertThat(all(records)).isEqualTo(before.subList(0, 3));
      assertThat(records.tokens().find("0123456789abcdef".repeat(2) + "01234567")).isEmpty();
      assertThat(records.settings().find(Setting.THRESHOLD)).contains(0.5);
      assertThat(trail(records)).hasSize(entries);
    }
  }

  @Test
  void leavesAnAccountAloneThatHasTheSameNameOnly() throws IOException {
    try (Records records = fresh()) {
      Account other = records.accounts().register(Actor.SYSTEM, registration("staff"));

      ImportReport report = move(records, place(TestDatabase.SQLITE));

      assertThat(report.skipped())
          .contains(
              new Skipped(Subject.USER, "staff", "another account has this name here"),
              new Skipped(Subject.PICTURE, "7", "its owner was not taken"));
      assertThat(records.accounts().findByName(Actor.SYSTEM, "staff")).isEqualTo(other);
      assertThat(all(records)).noneMatch(diagnosis -> diagnosis.owner().equals("staff"));
    }
  }

  @Test
  void readsNothingOutsideTheMediaFolderAndWritesNothing() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy" + kind));
    Files.copy(FIXTURES.resolve("db.sqlite3"), copy.resolve("db.sqlite3"));
    Path media = Files.createDirectories(copy.resolve("media/xray_images/2024/05/01"));
    Files.createSymbolicLink(
        media.resolve("a1.png"), FIXTURES.resolve("media/xray_images/2024/05/01/a1.png"));
    byte[] before = Files.readAllBytes(copy.resolve("db.sqlite3"));
    try (Records records = fresh()) {
      ImportReport report =
          move(
              records,
              new DjangoPlace(
                  copy.resolve("db.sqlite3").toString(), null, null, copy.resolve("media")));
      assertThat(report.taken(Subject.PICTURE)).isZero();
    }
    assertThat(Files.readAllBytes(copy.resolve("db.sqlite3"))).isEqualTo(before);
    assertThat(MediaFiles.in(copy))
        .containsExactlyInAnyOrder("db.sqlite3", "media/xray_images/2024/05/01/a1.png");
  }

  @Test
  void saysWhatIsNoDjangoDatabase() throws IOException {
    Path media = FIXTURES.resolve("media");
    assertUnavailable(new DjangoPlace("none.sqlite3", null, null, media), "found no file");
    Path text = Files.writeString(folder.resolve("text" + kind), "no database".repeat(100));
    assertUnavailable(new DjangoPlace(text.toString(), null, null, media), "not a database");
    String password = "postgresql://ada:secret@localhost/django";
    assertUnavailable(new DjangoPlace(password, null, null, media), "settings of their own");
    assertThatThrownBy(
            () ->
                move(
                    records,
                    new DjangoPlace(
                        FIXTURES.resolve("db.sqlite3").toString(),
                        null,
                        null,
                        folder.resolve("x"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected Django's media folder");
    rejected(
        () -> records.djangoImport().run(user(), place(TestDatabase.SQLITE), UpkeepProgress.NONE),
        ErrorCode.ADMINISTRATOR_REQUIRED);
  }

  private void assertUnavailable(DjangoPlace place, String found) {
    assertThatThrownBy(() -> move(records, place))
        .isInstanceOf(RecordsUnavailable.class)
        .hasMessageContaining(found)
        .hasMessageNotContaining("secret");
  }
}
