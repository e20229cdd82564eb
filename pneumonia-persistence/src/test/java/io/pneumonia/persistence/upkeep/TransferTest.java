package io.pneumonia.persistence.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.MediaFiles;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.FileMediaStore;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TransferTest extends RecordsContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordsConfiguration fresh(TestDatabase of) {
    return RecordsConfiguration.in(folder.resolve(UUID.randomUUID().toString()))
        .withDatabase(of.fresh(folder))
        .withSignIn(CHEAP, LoginLimits.DEFAULT)
        .withClock(clock);
  }

  private TestDatabase other() {
    return kind == TestDatabase.SQLITE ? TestDatabase.POSTGRESQL : TestDatabase.SQLITE;
  }

  private Path freshPath() {
    return folder.resolve(UUID.randomUUID().toString());
  }

  private static TransferReport write(Records from, Path target, BundleForm form)
      throws IOException {
    return from.transfer().write(Actor.SYSTEM, target, form, false, UpkeepProgress.NONE);
  }

  private static TransferReport read(Records into, Path source, boolean replace)
      throws IOException {
    return into.transfer().read(Actor.SYSTEM, source, replace, UpkeepProgress.NONE);
  }

  private static List<Inspection.Damage> damages(Records records) {
    List<Inspection.Damage> damages = new ArrayList<>();
    records.inspection().inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);
    return damages;
  }

  private static RecordsUnavailable invalid(Records into, Path source) {
    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> read(into, source, true));
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.BACKUP_INVALID);
    return error;
  }

  @Test
  void movesEveryRowAndPictureToTheOtherDatabaseAndBack() throws IOException {
    RecordsConfiguration here = fresh(kind);
    RecordsConfiguration there = fresh(other());
    RecordsConfiguration back = fresh(kind);
    Path exported = freshPath();
    Path backup = freshPath();
    Map<String, List<String>> rows;
    try (Records records = Records.open(here)) {
      new Population(records, 1);
      rows = Rows.in(here.database());
      TransferReport report = write(records, exported, BundleForm.FOLDER);
      assertThat(report.pictures()).isEqualTo(21);
      assertThat(report.missing()).isEmpty();
    }
    assertThat(rows).allSatisfy((table, found) -> assertThat(found).as(table).isNotEmpty());
    try (Records records = Records.open(there)) {
      read(records, exported, false);
      assertThat(Rows.in(there.database())).isEqualTo(rows);
      write(records, backup, BundleForm.FILE);
    }
    try (Records records = Records.open(back)) {
      read(records, backup, false);
      assertThat(Rows.in(back.database())).isEqualTo(rows);
      assertThat(damages(records)).isEmpty();
    }
    assertThat(MediaFiles.in(back.mediaFolder())).isEqualTo(MediaFiles.in(here.mediaFolder()));
  }

  @Test
  void movesEveryTableThereIs() {
    String tables =
        TestDatabase.text(
            address(),
            kind == TestDatabase.SQLITE
                ? "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite_%'"
                : "SELECT string_agg(table_name, ',') FROM information_schema.tables"
                    + " WHERE table_schema = 'public'");
    List<String> moved = new ArrayList<>(Rows.TABLES);
    moved.addAll(List.of("flyway_schema_history", "media_journal", "encryption_keys"));

    assertThat(tables.split(",")).containsExactlyInAnyOrderElementsOf(moved);
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws IOException {
    RecordsConfiguration there = fresh(other());
    Path backup = freshPath();
    Population before;
    try (Records records = Records.open(fresh(kind))) {
      before = new Population(records, 2);
      write(records, backup, BundleForm.FILE);
    }
    try (Records records = Records.open(there)) {
      read(records, backup, false);
      Password password = new Password(Population.PASSWORD);
      assertThat(records.credentials().authenticate("ada", password, "192.0.2.7").id())
          .isEqualTo(before.ada.requireUser());
      assertThat(records.tokens().find(before.token.secret())).isPresent();
      Diagnosis next = records.diagnoses().record(before.ada, new Specimens(3).next());
      assertThat(next.image().id()).isGreaterThan(22);
      assertThat(next.result().id()).isGreaterThan(22);
      assertThatThrownBy(() -> TestDatabase.run(there.database(), "DELETE FROM audit_trail"))
          .hasStackTraceContaining("append-only");
    }
  }

  /** The drill: a backup of a busy installation, restored and inspected. */
  @Test
  void backsUpOneMomentWhileOthersRecordAndDelete() throws Exception {
    RecordsConfiguration there = fresh(other());
    Path backup = freshPath();
    try (Records records = Records.open(fresh(kind))) {
      Population population = new Population(records, 4);
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                Specimens specimens = new Specimens(5);
                for (Diagnosis old : population.diagnoses) {
                  records.diagnoses().delete(Actor.SYSTEM, old.result().id());
                  records.diagnoses().record(population.ada, specimens.next());
                }
                while (!enough.get()) {
                  Diagnosis next = records.diagnoses().record(population.ada, specimens.next());
                  records.diagnoses().delete(Actor.SYSTEM, next.result().id());
                }
              });
      writer.start();
      for (int i = 0; i < 4; i++) {
        Files.deleteIfExists(backup);
        assertThat(write(records, backup, BundleForm.FILE).missing()).isEmpty();
        records.transfer().check(backup, UpkeepProgress.NONE);
      }
      enough.set(true);
      writer.join();
    }
    try (Records records = Records.open(there)) {
      TransferReport report = read(records, backup, false);
      assertThat(report.rows().get("images")).isEqualTo(report.pictures());
      assertThat(report.rows().get("results")).isEqualTo(report.pictures());
      assertThat(damages(records)).isEmpty();
    }
  }

  @Test
  void leavesOutWhatIsDeletedBeforeItsTurn() throws IOException {
    RecordsConfiguration here = fresh(kind);
    RecordsConfiguration there = fresh(other());
    Path backup = freshPath();
    try (Records records = Records.open(here);
        Database database = Database.open(here.database());
        FileMediaStore files = FileMediaStore.open(here.mediaFolder())) {
      Diagnosis deleted = new Population(records, 13).diagnoses.get(4);
      WatchedStore store =
          new WatchedStore(
              files,
              path -> {
                if (path.equals(deleted.image().media())) {
                  records.diagnoses().delete(Actor.SYSTEM, deleted.result().id());
                }
              });
      Transfer transfer =
          new Transfer(
              database, new AuditTrail(database, clock), store, EncryptionKeys.NONE, clock);

      TransferReport report =
          transfer.write(Actor.SYSTEM, backup, BundleForm.FILE, false, UpkeepProgress.NONE);

      assertThat(report.missing()).isEmpty();
      assertThat(report.pictures()).isEqualTo(20);
      assertThat(report.rows()).containsEntry("images", 20L).containsEntry("results", 20L);
    }
    try (Records records = Records.open(there)) {
      read(records, backup, false);
      assertThat(damages(records)).isEmpty();
    }
  }

  @Test
  void inspectsWhatIsDeletedMeanwhileWithoutComplaint() {
    RecordsConfiguration here = fresh(kind);
    try (Records records = Records.open(here);
        Database database = Database.open(here.database());
        FileMediaStore files = FileMediaStore.open(here.mediaFolder())) {
      Diagnosis deleted = new Population(records, 14).diagnoses.get(4);
      WatchedStore store =
          new WatchedStore(
              files,
              path -> {
                if (path.equals(deleted.image().media())) {
                  records.diagnoses().delete(Actor.SYSTEM, deleted.result().id());
                }
              });
      List<Inspection.Damage> damages = new ArrayList<>();

      long sound =
          new Inspection(database, store, EncryptionKeys.NONE)
              .inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);

      assertThat(sound).isEqualTo(20);
      assertThat(damages).isEmpty();
    }
  }

  @Test
  void overwritesRecordsByForceOnly() throws IOException {
    RecordsConfiguration here = fresh(kind);
    Path backup = freshPath();
    try (Records records = Records.open(fresh(other()))) {
      new Population(records, 6);
      write(records, backup, BundleForm.FILE);
    }
    try (Records records = Records.open(here)) {
      new Population(records, 7);
      Map<String, List<String>> before = Rows.in(here.database());
      rejected(() -> read(records, backup, false), ErrorCode.RECORD_CONFLICT);
      assertThat(Rows.in(here.database())).isEqualTo(before);

      read(records, backup, true);
      records.sweep();
      assertThat(Rows.in(here.database())).isNotEqualTo(before);
      assertThat(damages(records)).isEmpty();
      assertThat(MediaFiles.in(here.mediaFolder())).hasSize(21);
      assertThatThrownBy(() -> TestDatabase.run(here.database(), "DELETE FROM audit_trail"))
          .hasStackTraceContaining("append-only");
      assertThatThrownBy(
              () -> TestDatabase.run(here.database(), "UPDATE audit_trail SET detail = ''"))
          .hasStackTraceContaining("append-only");
    }
    assertThatThrownBy(
            () -> {
              try (Records records = Records.open(here)) {
                write(records, backup, BundleForm.FILE);
              }
            })
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void restoresPicturesThatGotLostAndRepairsAlteredOnes() throws IOException {
    RecordsConfiguration here = fresh(kind);
    Path backup = freshPath();
    try (Records records = Records.open(here)) {
      List<Diagnosis> diagnoses = new Population(records, 8).diagnoses;
      write(records, backup, BundleForm.FILE);
      Files.delete(file(here, diagnoses.get(0)));
      Files.writeString(file(here, diagnoses.get(1)), "x", StandardOpenOption.APPEND);
      assertThat(damages(records))
          .extracting(Inspection.Damage::kind)
          .containsExactlyInAnyOrder(
              Inspection.Damage.Kind.MISSING, Inspection.Damage.Kind.ALTERED);

      read(records, backup, true);
      records.sweep();
      assertThat(damages(records)).isEmpty();
    }
  }

  private static Path file(RecordsConfiguration at, Diagnosis diagnosis) {
    return at.mediaFolder().resolve(diagnosis.image().media().value());
  }

  @Test
  void backsUpWhatIsLeftWhereAPictureIsDamaged() throws IOException {
    RecordsConfiguration here = fresh(kind);
    RecordsConfiguration there = fresh(kind);
    Path backup = freshPath();
    try (Records records = Records.open(here)) {
      Diagnosis lost = new Population(records, 9).diagnoses.get(5);
      Files.writeString(file(here, lost), "other bytes");
      TransferReport report = write(records, backup, BundleForm.FILE);
      assertThat(report.missing()).containsExactly(lost.image().media().value());
      assertThat(report.pictures()).isEqualTo(20);
    }
    try (Records records = Records.open(there)) {
      assertThat(read(records, backup, false).missing()).hasSize(1);
      assertThat(damages(records))
          .extracting(Inspection.Damage::kind)
          .containsExactly(Inspection.Damage.Kind.MISSING);
    }
  }

  @Test
  void refusesABackupOfWhichAnythingWasAltered() throws IOException {
    RecordsConfiguration here = fresh(kind);
    try (Records records = Records.open(here)) {
      Diagnosis some = new Population(records, 10).diagnoses.get(0);
      Map<String, List<String>> before = Rows.in(here.database());
      Path exported = freshPath();
      write(records, exported, BundleForm.FOLDER);
      before.put("audit_trail", Rows.in(here.database()).get("audit_trail"));

      Path picture = exported.resolve("media").resolve(some.image().media().value());
      byte[] bytes = Files.readAllBytes(picture);
      flipLastByte(picture);
      assertThat(invalid(records, exported)).hasMessageContaining("sha256");
      Files.delete(picture);
      assertThat(invalid(records, exported)).hasMessageContaining("expected a picture");
      Files.write(picture, bytes);

      Path rows = exported.resolve("rows/users.jsonl");
      String users = Files.readString(rows);
      Files.writeString(rows, users.replace("ada@example.org", "eve@example.org"));
      assertThat(invalid(records, exported)).hasMessageContaining("rows/users.jsonl");
      Files.writeString(rows, users + "{}\n");
      assertThat(invalid(records, exported)).hasMessageContaining("expected 3 rows");
      Files.writeString(rows, "no json\n");
      assertThat(invalid(records, exported)).hasMessageContaining("line 1");
      Files.delete(rows);
      assertThat(invalid(records, exported)).hasMessageContaining("found no file");

      assertThat(Rows.in(here.database())).isEqualTo(before);
      assertThat(damages(records)).isEmpty();
    }
  }

  private static void flipLastByte(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - 1);
      int last = bytes.read();
      bytes.seek(bytes.length() - 1);
      bytes.write(last ^ 1);
    }
  }

  @Test
  void refusesWhatIsNoBackup() throws IOException {
    Path backup = freshPath();
    write(records, backup, BundleForm.FILE);
    try (FileChannel file = FileChannel.open(backup, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 30);
    }
    assertThat(invalid(records, backup)).hasMessageContaining("cut off");
    Path empty = Files.createDirectory(freshPath());
    assertThat(invalid(records, empty)).hasMessageContaining("manifest.json");
    assertThatThrownBy(() -> read(records, freshPath(), true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found nothing there");
  }

  @Test
  void refusesRowsOfANewerSchema() throws IOException {
    Path exported = freshPath();
    write(records, exported, BundleForm.FOLDER);
    Path file = exported.resolve(Manifest.NAME);
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    manifest.put("schema_version", "99");
    manifest.withObject("tables").withObject("users").withArray("columns").add("iris_scan");
    JSON.writeValue(file.toFile(), manifest);

    assertThat(invalid(records, exported)).hasMessageContaining("users").hasMessageContaining("99");
  }

  @Test
  void takesOverEverythingOrNothing() throws IOException {
    RecordsConfiguration here = fresh(kind);
    Path exported = freshPath();
    try (Records records = Records.open(fresh(kind))) {
      new Population(records, 11);
      write(records, exported, BundleForm.FOLDER);
    }
    Path rows = exported.resolve("rows/results.jsonl");
    String altered = Files.readString(rows).replaceFirst("\"NORMAL\"", "\"MAYBE\"");
    Files.writeString(rows, altered);
    Path file = exported.resolve(Manifest.NAME);
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode results = (ObjectNode) manifest.get("tables").get("results");
    results.put("sha256", Digests.of(Files.readAllBytes(rows)));
    JSON.writeValue(file.toFile(), manifest);

    try (Records records = Records.open(here)) {
      new Population(records, 12);
      Map<String, List<String>> before = Rows.in(here.database());
      assertThatThrownBy(() -> read(records, exported, true))
          .isInstanceOf(RecordsUnavailable.class);
      assertThat(Rows.in(here.database())).isEqualTo(before);
      assertThat(damages(records)).isEmpty();
    }
  }

  @Test
  void isForAdministratorsOnly() {
    Actor user = user();
    assertThatThrownBy(
            () ->
                records
                    .transfer()
                    .write(user, freshPath(), BundleForm.FILE, false, UpkeepProgress.NONE))
        .isInstanceOf(RequestRejected.class);
    rejected(
        () -> records.transfer().read(user, freshPath(), true, UpkeepProgress.NONE),
        ErrorCode.ADMINISTRATOR_REQUIRED);
    rejected(
        () -> records.inspection().inspect(user, UpkeepProgress.NONE, damage -> {}),
        ErrorCode.ADMINISTRATOR_REQUIRED);
  }
}
