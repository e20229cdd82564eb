package io.pneumonia.persistence.upkeep;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Moves all records: into a backup, out of one, from one database to the other. What is moved is
 * the same everywhere, every row and every picture, so a backup of one database can be restored
 * into the other. What is encrypted is moved as it is, so whoever takes it over needs the same
 * keys.
 */
public final class Transfer {

  private final Database database;
  private final AuditTrail audit;
  private final MediaStore media;
  private final EncryptionKeys keys;
  private final Clock clock;

  /**
   * The transfer of an installation's records.
   *
   * @param database where the rows are kept
   * @param audit keeps that everything was copied
   * @param media where the pictures are kept, as they lie there
   * @param keys what they and the patients' fields are encrypted with
   * @param clock tells the time
   */
  public Transfer(
      Database database, AuditTrail audit, MediaStore media, EncryptionKeys keys, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.media = media;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Writes all records down, as they are at one moment; others may go on writing. The target
   * appears when it is complete, and not at all otherwise.
   *
   * @param actor an administrator, or the system
   * @param target a file, or a folder that does not exist yet
   * @param form which of these
   * @param replace whether a file that exists is replaced
   * @param progress is told how far it is
   * @return what was written
   * @throws IOException if the target exists or cannot be written
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   * @throws RecordsUnavailable if database or media store cannot be used
   */
  public TransferReport write(
      Actor actor, Path target, BundleForm form, boolean replace, UpkeepProgress progress)
      throws IOException {
    actor.requireAdministrator();
    String createdAt = Moments.now(clock).toString();
    try (BundleWriter bundle = BundleWriter.open(target, form, replace)) {
      BundleExport export = new BundleExport(database, media, keys, bundle, progress);
      Manifest manifest = export.write(createdAt);
      try (OutputStream out = bundle.create(Manifest.NAME, true)) {
        out.write(manifest.toBytes());
      }
      bundle.complete();
      audit.append(actor, AuditEvent.of(AuditAction.EXPORT).with("all records"));
      return TransferReport.of(manifest);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Proves that what was written down is complete and unaltered.
   *
   * @param source a file or folder that {@link #write} made
   * @param progress is told how far it is
   * @return what is in it
   * @throws IOException if it cannot be read
   * @throws RecordsUnavailable {@code BACKUP_INVALID}, with what was found
   */
  public TransferReport check(Path source, UpkeepProgress progress) throws IOException {
    try (BundleReader bundle = BundleReader.open(source)) {
      return TransferReport.of(BundleCheck.of(bundle, database, keys, progress));
    }
  }

  /**
   * Takes over all records that were written down, after proving them: all of them, or nothing.
   * What is not encrypted with the key in force is then. Accounts can sign in as before, tokens and
   * sessions go on living.
   *
   * @param actor an administrator, or the system
   * @param source a file or folder that {@link #write} made
   * @param replace whether records that are here are lost; otherwise there must be none
   * @param progress is told how far it is
   * @return what was taken over
   * @throws IOException if the source cannot be read
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_CONFLICT} if there are
   *     records here
   * @throws RecordsUnavailable {@code BACKUP_INVALID}; if database or media store cannot be used
   */
  public TransferReport read(Actor actor, Path source, boolean replace, UpkeepProgress progress)
      throws IOException {
    actor.requireAdministrator();
    try (BundleReader bundle = BundleReader.open(source)) {
      Manifest manifest = BundleCheck.of(bundle, database, keys, progress);
      if (!replace) {
        requireEmpty();
      }
      new BundleImport(database, media, keys, bundle, manifest, progress).run(Moments.now(clock));
      if (keys.encrypt()) {
        // What is missing was missing when it was written, which the report says.
        new Reencryption(database, audit, media, keys)
            .run(actor, Reencryption.Goal.ENCRYPTED, progress, damage -> {});
      }
      return TransferReport.of(manifest);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void requireEmpty() {
    database.read(
        handle -> {
          for (Table table : Schema.read(handle).tables()) {
            long rows =
                handle.createQuery("SELECT count(*) FROM " + table.name()).mapTo(Long.class).one();
            if (rows > 0) {
              throw new RequestRejected(
                  ErrorCode.RECORD_CONFLICT,
                  "%s: expected no records here, found %d; --force replaces them"
                      .formatted(table.name(), rows));
            }
          }
          return true;
        });
  }
}
