package io.pneumonia.persistence.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.MediaFiles;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.FileMediaStore;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.request.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** A picture and its rows come together and go together, whatever happens in between. */
class BothOrNeitherTest extends RecordsContract {

  private static final Duration GRACE = Duration.ofHours(1);

  private final Specimens specimens = new Specimens(2);

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private Database database;

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private MediaStore store;

  @BeforeParameterizedClassInvocation
  void openTheParts() {
    database = Database.open(configuration.database());
    store = FileMediaStore.open(configuration.mediaFolder());
  }

  @AfterParameterizedClassInvocation
  void closeTheParts() {
    store.close();
    database.close();
  }

  private Diagnoses diagnoses(MediaStore interrupted) {
    return new Diagnoses(
        database, new AuditTrail(database, clock), interrupted, EncryptionKeys.NONE, clock);
  }

  /** Files and rows agree, and nothing is on its way. */
  private void assertWhole() {
    String images = TestDatabase.text(address(), "SELECT count(*) FROM images");
    assertThat(TestDatabase.text(address(), "SELECT count(*) FROM results")).isEqualTo(images);
    assertThat(TestDatabase.text(address(), "SELECT count(*) FROM media_journal")).isEqualTo("0");
    assertThat(MediaFiles.in(configuration.mediaFolder())).hasSize(Integer.parseInt(images));
  }

  @Test
  void leavesNothingWhenThePictureCannotBeStored() {
    Actor actor = user();
    Diagnoses diagnoses = diagnoses(InterruptedStore.thatIsFull(store));

    assertThatThrownBy(() -> diagnoses.record(actor, specimens.next()))
        .isInstanceOf(RecordsUnavailable.class)
        .hasMessage("the disk is full");
    assertWhole();
  }

  @Test
  void leavesNothingWhenTheRowsCannotBeWritten() {
    Actor nobody = new Actor(987_654_321L, "nobody", false, null);

    assertThatThrownBy(() -> diagnoses(store).record(nobody, specimens.next()))
        .isInstanceOfSatisfying(
            RecordsUnavailable.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    assertWhole();
  }

  @Test
  void sweepsThePictureOfAnUploadThatACrashInterrupted() {
    Actor actor = user();
    Diagnoses crashing = diagnoses(InterruptedStore.thatCrashesAfterWriting(store));
    int before = MediaFiles.in(configuration.mediaFolder()).size();
    assertThatThrownBy(() -> crashing.record(actor, specimens.next()))
        .isInstanceOf(InterruptedStore.Crash.class);
    assertThat(MediaFiles.in(configuration.mediaFolder())).hasSize(before + 1);

    clock.advance(GRACE);
    assertThat(records.sweep()).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(records.sweep()).isOne();
    assertWhole();
  }

  @Test
  void sweepsThePictureOfADeletionThatACrashInterruptedAtOnce() {
    Actor actor = user();
    Diagnosis recorded = diagnoses(store).record(actor, specimens.next());
    Diagnoses crashing = diagnoses(InterruptedStore.thatCrashesBeforeDeleting(store));
    assertThatThrownBy(() -> crashing.delete(actor, recorded.result().id()))
        .isInstanceOf(InterruptedStore.Crash.class);
    assertThat(store.exists(recorded.image().media())).isTrue();

    assertThat(records.sweep()).isOne();
    assertThat(store.exists(recorded.image().media())).isFalse();
    assertWhole();
  }

  @Test
  void refusesAnUploadThatWasSweptWhileItWasStored() {
    Actor actor = user();
    Runnable sweep =
        () -> {
          clock.advance(GRACE.plusSeconds(1));
          assertThat(records.sweep()).isOne();
        };
    Diagnoses slow = diagnoses(InterruptedStore.that(store, sweep));

    rejected(() -> slow.record(actor, specimens.next()), ErrorCode.RECORD_CONFLICT);
    assertWhole();
  }

  @Test
  void recordsWhatManySendAtOnce() throws Exception {
    Actor actor = user();
    List<Callable<Diagnosis>> uploads = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      NewDiagnosis next = specimens.next();
      uploads.add(() -> records.diagnoses().record(actor, next));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (Future<Diagnosis> upload : threads.invokeAll(uploads)) {
      Diagnosis recorded = upload.get();
      assertThat(records.diagnoses().find(actor, recorded.result().id())).isEqualTo(recorded);
    }
    threads.shutdown();
    assertWhole();
  }
}
