package io.pneumonia.persistence.upkeep;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.diagnoses.PatientFields;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.encryption.KeyRegister;
import io.pneumonia.persistence.media.EncryptedMediaStore;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.Inspection.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts with the key in force what is plain or encrypted with another one, while others work. A
 * picture's row says which key it is encrypted with, and that this is being changed, so that it can
 * be interrupted anywhere and goes on where it was.
 */
public final class Reencryption {

  private static final int BATCH = 100;

  /** In place of a key: the file may be encrypted with the one or the other. */
  private static final String CHANGING = "";

  private static final String PENDING =
      "(CASE WHEN :target IS NULL THEN encryption_key IS NOT NULL"
          + " ELSE encryption_key IS NULL OR encryption_key <> :target END)";

  private final Database database;
  private final AuditTrail audit;
  private final MediaStore media;
  private final EncryptionKeys keys;

  /**
   * The re-encryption of an installation's records.
   *
   * @param database where the rows are kept
   * @param audit keeps that it was done
   * @param media where the pictures are kept, as they lie there
   * @param keys the first encrypts
   */
  public Reencryption(Database database, AuditTrail audit, MediaStore media, EncryptionKeys keys) {
    this.database = database;
    this.audit = audit;
    this.media = media;
    this.keys = keys;
  }

  /** What the records are to be afterwards. */
  public enum Goal {
    /** Encrypted with the first key. */
    ENCRYPTED,
    /** Plain. */
    PLAIN
  }

  /**
   * How many pictures are not as they are to be.
   *
   * @param goal how they are to be
   * @return how many
   */
  public long pending(Goal goal) {
    return database.read(
        handle ->
            pending(handle, "SELECT count(*) FROM images WHERE " + PENDING, goal)
                .mapTo(Long.class)
                .one());
  }

  /**
   * Encrypts, or decrypts, everything that is not as it is to be. What is missing or altered is
   * left as it is, and keeps its key in use.
   *
   * @param actor an administrator, or the system
   * @param goal how the records are to be
   * @param progress is told how far it is
   * @param damages takes what was left as it is
   * @return how many pictures and rows were changed
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   * @throws RecordsUnavailable if database or media store cannot be used
   */
  public long run(Actor actor, Goal goal, UpkeepProgress progress, Consumer<Damage> damages) {
    actor.requireAdministrator();
    if (goal == Goal.ENCRYPTED && !keys.encrypt()) {
      throw new RecordsUnavailable(
          ErrorCode.ENCRYPTION_KEY_WRONG, "encryption-key: expected a key, found none");
    }
    progress.begin(goal == Goal.PLAIN ? "decrypting" : "encrypting", pending(goal));
    long changed = 0;
    long last = 0;
    for (List<Row> batch = batch(last, goal); !batch.isEmpty(); batch = batch(last, goal)) {
      for (Row row : batch) {
        changed += rewrite(row, goal, damages) ? 1 : 0;
        progress.step();
      }
      last = batch.get(batch.size() - 1).picture().id();
    }
    if (changed > 0) {
      audit.append(
          actor,
          AuditEvent.of(AuditAction.SETTING_CHANGE)
              .with(
                  "encryption key of records: "
                      + Objects.requireNonNullElse(target(goal), "none")));
    }
    new KeyRegister(database, keys).forgetUnused(goal == Goal.PLAIN);
    return changed;
  }

  private @Nullable String target(Goal goal) {
    return goal == Goal.PLAIN ? null : keys.ids().get(0);
  }

  private Query pending(Handle handle, String sql, Goal goal) {
    return handle.createQuery(sql).bind("target", target(goal));
  }

  /** A picture's row: its fields are decrypted when they are needed, since that may fail. */
  private record Row(PictureRow picture, @Nullable PatientFields plain) {}

  private List<Row> batch(long after, Goal goal) {
    return database.write(
        handle -> {
          List<Row> rows =
              pending(
                      handle,
                      """
                      SELECT id, media_path, bytes, sha256, encryption_key, sealed, file_name,
                        patient_name, patient_age, notes
                      FROM images WHERE id > :after AND %s ORDER BY id LIMIT :limit
                      """
                          .formatted(PENDING),
                      goal)
                  .bind("after", after)
                  .bind("limit", BATCH)
                  .map(
                      (row, context) -> {
                        boolean sealed = row.getString("sealed") != null;
                        return new Row(
                            PictureRow.of(row), sealed ? null : PatientFields.read(row, keys));
                      })
                  .list();
          rows.forEach(
              row ->
                  handle.execute(
                      "UPDATE images SET encryption_key = ? WHERE id = ?",
                      CHANGING,
                      row.picture().id()));
          return rows;
        });
  }

  private boolean rewrite(Row row, Goal goal, Consumer<Damage> damages) {
    PictureRow picture = row.picture();
    byte @Nullable [] stored = sound(picture, damages);
    if (stored == null) {
      return false;
    }
    EncryptionKeys to = goal == Goal.PLAIN ? EncryptionKeys.NONE : keys;
    PatientFields fields =
        row.plain() != null
            ? row.plain()
            : PatientFields.open(Objects.requireNonNull(picture.sealed()), picture.path(), keys);
    boolean lies = Objects.equals(EncryptionKeys.keyOf(stored).orElse(null), target(goal));
    return database.write(
        handle -> {
          // Results first, as a deletion does; whoever deletes the picture waits from here on.
          if (!update(handle, picture, fields, to)) {
            return false;
          }
          if (!lies) {
            MediaStore target = to.encrypt() ? new EncryptedMediaStore(media, to) : media;
            target.write(picture.path(), plain(picture, stored));
          }
          return true;
        });
  }

  private static boolean update(
      Handle handle, PictureRow picture, PatientFields fields, EncryptionKeys to) {
    int results =
        handle.execute(
            "UPDATE results SET search_text = ? WHERE image_id = ?",
            fields.searchText(to),
            picture.id());
    return results == 1
        && fields
                .bind(
                    handle.createUpdate(
                        """
                        UPDATE images SET file_name = :fileName, patient_name = :patientName,
                          patient_age = :patientAge, notes = :notes,
                          encryption_key = :encryptionKey, sealed = :sealed
                        WHERE id = :id AND media_path = :path
                        """),
                    picture.path(),
                    to)
                .bind("id", picture.id())
                .bind("path", picture.path().value())
                .execute()
            == 1;
  }

  /** The file's bytes, if they and the encrypted fields are as the row says. */
  private byte @Nullable [] sound(PictureRow picture, Consumer<Damage> damages) {
    try {
      byte[] stored = picture.read(media);
      if (picture.isOf(stored, keys) && picture.fieldsAreSound(keys)) {
        return stored;
      }
      damages.accept(
          new Damage(Damage.Kind.ALTERED, picture.path() + ": altered, so it is left as it is"));
    } catch (RecordsUnavailable e) {
      if (e.code() != ErrorCode.MEDIA_MISSING) {
        throw e;
      }
      if (database.readApart(picture::isRecorded)) {
        damages.accept(
            new Damage(Damage.Kind.MISSING, picture.path() + ": expected the picture, found none"));
      }
    }
    return null;
  }

  private MediaContent plain(PictureRow picture, byte[] stored) {
    return new MediaContent() {
      @Override
      public long size() {
        return picture.bytes();
      }

      @Override
      public InputStream open() {
        try {
          return picture.plain(stored, keys);
        } catch (IOException e) {
          throw new UncheckedIOException(e); // Not of bytes in memory.
        }
      }
    };
  }
}
