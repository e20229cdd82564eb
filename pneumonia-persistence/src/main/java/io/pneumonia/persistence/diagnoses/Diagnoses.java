package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.image.ImageFormat;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.request.Actor;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Pictures with their results: recorded together, found by their owner and by administrators only,
 * and deleted together. What belongs to somebody else is not found.
 */
public final class Diagnoses {

  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final AuditTrail audit;
  private final MediaStore store;
  private final EncryptionKeys keys;
  private final DiagnosisRows rows;
  private final MediaJournal journal;
  private final Clock clock;

  /**
   * The diagnoses in a database and a media store.
   *
   * @param database where the rows are kept
   * @param audit keeps who recorded and deleted what
   * @param store where the pictures are kept
   * @param keys what patients' fields are encrypted with
   * @param clock tells the time
   */
  public Diagnoses(
      Database database, AuditTrail audit, MediaStore store, EncryptionKeys keys, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.store = store;
    this.keys = keys;
    this.rows = new DiagnosisRows(keys);
    this.journal = new MediaJournal(database, store, clock);
    this.clock = clock;
  }

  /**
   * Records a picture and its result. When this returns, both survive a crash one moment later; if
   * it throws, neither is left behind, or neither is after the next sweep.
   *
   * @param actor whose they are
   * @param diagnosis picture and result
   * @return what was recorded
   * @throws io.pneumonia.error.RecordsUnavailable if database or media store cannot be used
   */
  public Diagnosis record(Actor actor, NewDiagnosis diagnosis) {
    return record(actor, diagnosis, (store, rows) -> {});
  }

  /** Learns how long a recording took. */
  @FunctionalInterface
  public interface Times {

    /**
     * Called when both are recorded.
     *
     * @param store the picture's way into the media store
     * @param rows the transactions before and after it
     */
    void took(Duration store, Duration rows);
  }

  /**
   * Records a picture and its result, as {@link #record(Actor, NewDiagnosis)}.
   *
   * @param actor whose they are
   * @param diagnosis picture and result
   * @param times learns how long it took
   * @return what was recorded
   */
  public Diagnosis record(Actor actor, NewDiagnosis diagnosis, Times times) {
    Instant uploadedAt = Moments.now(clock);
    AuditEvent event = AuditEvent.of(AuditAction.UPLOAD);
    return record(actor.requireUser(), diagnosis, uploadedAt, null, actor, event, times);
  }

  /**
   * Records a picture and a result that another system recorded before.
   *
   * @param owner the account whose they are
   * @param diagnosis picture and result
   * @param uploadedAt when the picture came
   * @param createdAt when the result was recorded
   * @param event what the audit trail keeps, in the system's name
   * @return what was recorded
   * @throws io.pneumonia.error.RecordsUnavailable if database or media store cannot be used
   */
  public Diagnosis takeOver(
      long owner, NewDiagnosis diagnosis, Instant uploadedAt, Instant createdAt, AuditEvent event) {
    return record(
        owner,
        diagnosis,
        uploadedAt,
        createdAt,
        Actor.SYSTEM,
        event.onUser(owner),
        (store, rows) -> {});
  }

  private Diagnosis record(
      long owner,
      NewDiagnosis diagnosis,
      Instant uploadedAt,
      @Nullable Instant createdAt,
      Actor recorder,
      AuditEvent event,
      Times times) {
    long start = System.nanoTime();
    ImageFormat format = diagnosis.picture().format().orElseThrow();
    LocalDate day = LocalDate.ofInstant(uploadedAt, ZoneOffset.UTC);
    MediaPath media = MediaPath.fresh(day, format, random);
    journal.announce(media);
    long announced = System.nanoTime();
    store(media, diagnosis);
    long stored = System.nanoTime();
    try {
      Diagnosis recorded =
          database.write(
              handle -> {
                journal.settle(handle, media);
                long image =
                    DiagnosisWrites.insertImage(handle, owner, diagnosis, media, uploadedAt, keys);
                Instant at = createdAt == null ? Moments.now(clock) : createdAt;
                long result =
                    DiagnosisWrites.insertResult(handle, owner, image, diagnosis, at, keys);
                audit.append(handle, recorder, event.onResult(image, result));
                return byId(handle, "r.id", result).orElseThrow();
              });
      times.took(
          Duration.ofNanos(stored - announced),
          Duration.ofNanos(announced - start + System.nanoTime() - stored));
      return recorded;
    } catch (RequestRejected e) {
      // The note was swept, perhaps before the picture was there: nobody else has its name.
      discard(() -> store.delete(media), e);
      throw e;
    } catch (RuntimeException e) {
      // The note decides: if the rows were written after all, it is gone and the picture stays.
      discard(() -> journal.discard(media), e);
      throw e;
    }
  }

  private void store(MediaPath media, NewDiagnosis diagnosis) {
    try {
      store.write(media, MediaContent.of(diagnosis.picture().toReadOnlyBuffer()));
    } catch (RuntimeException e) {
      if (!store.mayArriveLate()) { // Otherwise the note stays for the sweep.
        discard(() -> journal.discard(media), e);
      }
      throw e;
    }
  }

  private static void discard(Runnable discard, RuntimeException reason) {
    try {
      discard.run();
    } catch (PneumoniaException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Finds a result with its picture.
   *
   * @param actor who asks
   * @param resultId which
   * @return both
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   */
  public Diagnosis find(Actor actor, long resultId) {
    return database.read(handle -> require(handle, actor, "r.id", resultId));
  }

  /**
   * Finds a picture with its result.
   *
   * @param actor who asks
   * @param imageId which
   * @return both
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   */
  public Diagnosis findByImage(Actor actor, long imageId) {
    return database.read(handle -> require(handle, actor, "i.id", imageId));
  }

  /**
   * Opens a picture's bytes.
   *
   * @param actor who asks
   * @param path as it came from outside, without the leading {@code /media/}: anything
   * @return the picture
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   * @throws io.pneumonia.error.RecordsUnavailable {@code MEDIA_MISSING} if the file was taken away
   */
  public StoredPicture open(Actor actor, String path) {
    MediaPath media = MediaPath.parse(path).orElseThrow(Diagnoses::notFound);
    Diagnosis diagnosis =
        database.read(handle -> require(handle, actor, "i.media_path", media.value()));
    return new StoredPicture(diagnosis.image(), store.open(media));
  }

  private Diagnosis require(Handle handle, Actor actor, String column, Object key) {
    return byId(handle, column, key)
        .filter(found -> actor.mayTouch(found.image().userId()))
        .orElseThrow(Diagnoses::notFound);
  }

  private static RequestRejected notFound() {
    return new RequestRejected(ErrorCode.RECORD_NOT_FOUND, "No such picture or result.");
  }

  private Optional<Diagnosis> byId(Handle handle, String column, Object key) {
    return handle
        .createQuery(
            DiagnosisRows.SELECT
                + "FROM results r JOIN images i ON i.id = r.image_id"
                + " JOIN users u ON u.id = r.user_id WHERE "
                + column
                + " = :key")
        .bind("key", key)
        .map((row, context) -> rows.diagnosis(row))
        .findOne();
  }

  /**
   * Deletes a result and its picture; the audit trail keeps that it was done.
   *
   * @param actor its owner or an administrator
   * @param resultId which
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   */
  public void delete(Actor actor, long resultId) {
    MediaPath media =
        database.write(
            handle -> {
              Diagnosis found = require(handle, actor, "r.id", resultId);
              delete(handle, actor, found, AuditEvent.of(AuditAction.DELETE));
              return found.image().media();
            });
    journal.discard(media);
  }

  /** Removes the file of a diagnosis whose rows were deleted. */
  void discard(Diagnosis deleted) {
    journal.discard(deleted.image().media());
  }

  /** Deletes rows within a transaction; the file goes with the journal's next discard or sweep. */
  void delete(Handle handle, Actor actor, Diagnosis found, AuditEvent event) {
    DiagnosisWrites.delete(handle, found);
    journal.condemn(handle, found.image().media());
    audit.append(
        handle,
        actor,
        event.onResult(found.image().id(), found.result().id()).onUser(found.image().userId()));
  }

  /**
   * Removes the pictures that a crash left without rows, and what interrupted writes left behind.
   *
   * @param before what was begun before this is no longer being written
   * @return how many files were removed
   */
  public int sweep(Instant before) {
    return journal.sweep(before) + store.sweep(before);
  }
}
