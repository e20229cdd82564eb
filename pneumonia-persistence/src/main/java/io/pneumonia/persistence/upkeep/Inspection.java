package io.pneumonia.persistence.upkeep;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.request.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Compares the database with the media store, every byte. Others may write meanwhile. */
public final class Inspection {

  private final Database database;
  private final MediaStore media;
  private final EncryptionKeys keys;

  /**
   * The inspection of an installation.
   *
   * @param database where the rows are kept
   * @param media where the pictures are kept, as they lie there
   * @param keys what they and the patients' fields are encrypted with
   */
  public Inspection(Database database, MediaStore media, EncryptionKeys keys) {
    this.database = database;
    this.media = media;
    this.keys = keys;
  }

  /**
   * Something that is not as it should be.
   *
   * @param kind what kind of damage
   * @param what where it is and what was found, one sentence
   */
  public record Damage(Kind kind, String what) {

    /** The kinds of damage. */
    public enum Kind {
      /** A row's picture is not there. */
      MISSING,
      /** A picture, or what is encrypted in its row, has other bytes than its row says. */
      ALTERED,
      /** A picture that no row names. */
      ORPHAN,
      /** The database is damaged. */
      DATABASE
    }
  }

  /**
   * Inspects everything.
   *
   * @param actor an administrator, or the system
   * @param progress is told how far it is
   * @param damages takes each damage as it is found
   * @return how many pictures were read and found sound
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   * @throws RecordsUnavailable if database or media store cannot be used
   */
  public long inspect(Actor actor, UpkeepProgress progress, Consumer<Damage> damages) {
    actor.requireAdministrator();
    database
        .read(database::damages)
        .forEach(what -> damages.accept(new Damage(Damage.Kind.DATABASE, what)));
    long sound = database.readSnapshot(handle -> comparePictures(handle, progress, damages));
    findOrphans(progress, damages);
    return sound;
  }

  private long comparePictures(Handle handle, UpkeepProgress progress, Consumer<Damage> damages) {
    progress.begin("pictures", countPictures(handle));
    long[] sound = {0};
    PictureRow.all(handle)
        .forEach(
            picture -> {
              sound[0] += isSound(picture, damages) ? 1 : 0;
              progress.step();
            });
    return sound[0];
  }

  static long countPictures(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM images").mapTo(Long.class).one();
  }

  private boolean isSound(PictureRow picture, Consumer<Damage> damages) {
    try {
      boolean fields = picture.fieldsAreSound(keys);
      if (!fields) {
        damages.accept(
            new Damage(
                Damage.Kind.ALTERED,
                "image %d: the patient's encrypted fields are not what was encrypted"
                    .formatted(picture.id())));
      }
      if (picture.isOf(picture.read(media), keys)) {
        return fields;
      }
      damages.accept(
          new Damage(
              Damage.Kind.ALTERED,
              "%s: expected %d bytes with sha256 %s, found others"
                  .formatted(picture.path(), picture.bytes(), picture.sha256())));
    } catch (RecordsUnavailable e) {
      if (e.code() != ErrorCode.MEDIA_MISSING) {
        throw e;
      }
      if (database.readApart(picture::isRecorded)) {
        damages.accept(
            new Damage(
                Damage.Kind.MISSING,
                picture.path()
                    + ": expected the picture of image "
                    + picture.id()
                    + ", found none"));
      }
    }
    return false;
  }

  /** A picture on its way in or out is in the journal, and no orphan. */
  private void findOrphans(UpkeepProgress progress, Consumer<Damage> damages) {
    List<MediaPath> stored = new ArrayList<>();
    media.list(stored::add);
    progress.begin("files", stored.size());
    for (MediaPath path : stored) {
      if (!database.read(handle -> isKnown(handle, path)) && media.exists(path)) {
        damages.accept(new Damage(Damage.Kind.ORPHAN, path + ": a picture that no row names"));
      }
      progress.step();
    }
  }

  private static boolean isKnown(Handle handle, MediaPath path) {
    return handle
            .createQuery(
                """
                SELECT (SELECT count(*) FROM images WHERE media_path = :path)
                  + (SELECT count(*) FROM media_journal WHERE media_path = :path)
                """)
            .bind("path", path.value())
            .mapTo(Long.class)
            .one()
        > 0;
  }
}
