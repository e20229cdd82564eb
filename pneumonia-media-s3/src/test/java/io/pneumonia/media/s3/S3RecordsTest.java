package io.pneumonia.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.SettableClock;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.accounts.HashingCost;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.diagnoses.Diagnoses;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.ForwardingMediaStore;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.media.ObjectStores;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.BundleForm;
import io.pneumonia.persistence.upkeep.Inspection.Damage;
import io.pneumonia.persistence.upkeep.Reencryption.Goal;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the records promise of pictures in a folder, they keep of pictures in a bucket. */
class S3RecordsTest {

  private static final Duration GRACE = Duration.ofHours(1);

  @TempDir private static Path folder = Path.of("unused");

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private static S3Server server;

  private final String prefix = UUID.randomUUID().toString();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
  private final Specimens specimens = new Specimens(4);

  @BeforeAll
  static void start() throws IOException {
    server = new S3Server(folder);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.stop();
  }

  /** A server's view; servers of the same name share database and bucket. */
  private RecordsConfiguration configuration(String name) {
    return RecordsConfiguration.in(folder.resolve(prefix + name))
        .withSignIn(new HashingCost(64, 1, 1), LoginLimits.DEFAULT)
        .withClock(clock)
        .withOrphanGrace(GRACE)
        .withObjectStore(server.address(prefix + name));
  }

  private static Actor somebody(Records records) {
    Password password = new Password("blue-Heron-42");
    return records
        .accounts()
        .register(
            Actor.SYSTEM, new Registration("ada", "ada@example.org", "", "", password, password))
        .actor(null);
  }

  private List<Path> objects(String name) {
    try {
      return server.files(prefix + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Damage> damages(Records records) {
    List<Damage> damages = new ArrayList<>();
    records.inspection().inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);
    return damages;
  }

  private static long results(Records records, Actor actor) {
    return records.lists().counts(actor).total();
  }

  /** The bucket, with something that happens before or after a picture is written. */
  private static final class Watched extends ForwardingMediaStore {

    private final Consumer<MediaPath> before;
    private final Consumer<MediaPath> after;

    Watched(MediaStore store, Consumer<MediaPath> before, Consumer<MediaPath> after) {
      super(store);
      this.before = before;
      this.after = after;
    }

    @Override
    public void write(MediaPath path, MediaContent content) {
      before.accept(path);
      super.write(path, content);
      after.accept(path);
    }
  }

  /** Records one picture as a server of its own would. */
  private Diagnosis record(Actor actor, Consumer<MediaPath> before, Consumer<MediaPath> after) {
    RecordsConfiguration own = configuration("");
    try (Database database = Database.open(own.database());
        MediaStore store = ObjectStores.open(server.address(prefix))) {
      return new Diagnoses(
              database,
              new AuditTrail(database, clock),
              new Watched(store, before, after),
              EncryptionKeys.NONE,
              clock)
          .record(actor, specimens.next());
    }
  }

  @Test
  void recordsServesAndDeletes() throws IOException {
    try (Records records = Records.open(configuration(""))) {
      Actor actor = somebody(records);
      NewDiagnosis given = specimens.next();
      Diagnosis recorded = records.diagnoses().record(actor, given);
      String path = recorded.image().media().value();
      try (InputStream in = records.diagnoses().open(actor, path).content()) {
        assertThat(in.readAllBytes()).hasSize(given.picture().size());
      }
      records.check();
      assertThat(records.state().media().place()).contains("s3://pictures/" + prefix);
      assertThat(objects("")).hasSize(1);

      records.diagnoses().delete(actor, recorded.result().id());
      assertThat(objects("")).isEmpty();
      assertThat(damages(records)).isEmpty();
    }
  }

  @Test
  void sweepsNoPictureThatAnotherServerIsStoring() {
    try (Records other = Records.open(configuration(""))) {
      Actor actor = somebody(other);
      Consumer<MediaPath> sweep =
          path -> {
            clock.advance(GRACE.minusSeconds(1));
            assertThat(other.sweep()).isZero();
          };

      Diagnosis recorded = record(actor, path -> {}, sweep);

      assertThat(other.diagnoses().find(actor, recorded.result().id())).isEqualTo(recorded);
      clock.advance(GRACE.plusSeconds(1));
      assertThat(other.sweep()).isZero();
      assertThat(damages(other)).isEmpty();
      assertThat(objects("")).hasSize(1);
    }
  }

  @Test
  void leavesNothingOfAnUploadThatWasSweptBeforeItsPictureCame() {
    try (Records other = Records.open(configuration(""))) {
      Actor actor = somebody(other);
      Consumer<MediaPath> sweep =
          path -> {
            clock.advance(GRACE.plusSeconds(1));
            assertThat(other.sweep()).isOne();
          };

      assertThatThrownBy(() -> record(actor, sweep, path -> {}))
          .isInstanceOf(RequestRejected.class);

      assertThat(objects("")).isEmpty();
      assertThat(results(other, actor)).isZero();
    }
  }

  @Test
  void sweepsAPictureThatArrivedThoughItsWriteFailed() {
    try (Records other = Records.open(configuration(""))) {
      Actor actor = somebody(other);
      Consumer<MediaPath> lostAnswer =
          path -> {
            throw new RecordsUnavailable(ErrorCode.MEDIA_UNAVAILABLE, "the answer was lost");
          };

      assertThatThrownBy(() -> record(actor, path -> {}, lostAnswer))
          .hasMessage("the answer was lost");

      assertThat(other.sweep()).isZero();
      clock.advance(GRACE.plusSeconds(1));
      assertThat(other.sweep()).isOne();
      assertThat(objects("")).isEmpty();
      assertThat(results(other, actor)).isZero();
    }
  }

  @Test
  void finishesLaterWhatADeletionCouldNotDoWhileTheServerWasAway() throws Exception {
    try (Records records = Records.open(configuration(""))) {
      Actor actor = somebody(records);
      Diagnosis recorded = records.diagnoses().record(actor, specimens.next());
      server.stop();
      try {
        assertThatThrownBy(() -> records.diagnoses().record(actor, specimens.next()))
            .isInstanceOf(RecordsUnavailable.class);
        assertThatThrownBy(() -> records.diagnoses().delete(actor, recorded.result().id()))
            .isInstanceOf(RecordsUnavailable.class);
      } finally {
        server.start();
      }
      assertThat(results(records, actor)).isZero();
      clock.advance(GRACE.plusSeconds(1));
      records.sweep();
      assertThat(objects("")).isEmpty();
      assertThat(damages(records)).isEmpty();
    }
  }

  @Test
  void backsUpRestoresExportsAndImportsEncryptedPictures() throws IOException {
    EncryptionKeys keys = EncryptionKeys.parse("0123456789abcdef".repeat(4));
    Path backup = folder.resolve(prefix + ".zip");
    Path exported = folder.resolve(prefix + "-exported");
    RecordsConfiguration local =
        RecordsConfiguration.in(folder.resolve(prefix + "-local")).withEncryption(keys);
    Actor actor;
    List<Diagnosis> recorded = new ArrayList<>();
    try (Records records = Records.open(configuration(""))) {
      actor = somebody(records);
      for (int i = 0; i < 5; i++) {
        recorded.add(0, records.diagnoses().record(actor, specimens.next()));
        clock.advance(Duration.ofSeconds(1));
      }
    }
    try (Records records = Records.open(configuration("").withEncryption(keys))) {
      assertThat(
              records
                  .reencryption()
                  .run(Actor.SYSTEM, Goal.ENCRYPTED, UpkeepProgress.NONE, damage -> {}))
          .isEqualTo(5);
      records.transfer().write(Actor.SYSTEM, backup, BundleForm.FILE, false, UpkeepProgress.NONE);
    }
    for (Path object : objects("")) {
      assertThat(EncryptionKeys.keyOf(Files.readAllBytes(object))).isPresent();
    }
    try (Records records = Records.open(local)) {
      records.transfer().read(Actor.SYSTEM, backup, false, UpkeepProgress.NONE);
      records
          .transfer()
          .write(Actor.SYSTEM, exported, BundleForm.FOLDER, false, UpkeepProgress.NONE);
    }
    try (Records records = Records.open(configuration("-there").withEncryption(keys))) {
      records.transfer().check(exported, UpkeepProgress.NONE);
      records.transfer().read(Actor.SYSTEM, exported, false, UpkeepProgress.NONE);
      assertThat(damages(records)).isEmpty();
      assertThat(records.lists().stream(actor, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST))
          .isEqualTo(recorded);
    }
    assertThat(objects("-there")).hasSize(5);
  }
}
