package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Notes in the database which pictures are on their way into the media store or out of it, so that
 * after a crash exactly those are removed that no row names. A picture's note is made before its
 * file, and goes in the transaction that makes its rows; for a deletion, the note is made in the
 * transaction that deletes the rows, and goes after the file. Nothing is ever removed because it is
 * merely unknown: a wrong database beside a folder of pictures costs none of them.
 */
final class MediaJournal {

  private final Database database;
  private final MediaStore store;
  private final Clock clock;

  MediaJournal(Database database, MediaStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /** Notes a picture that is about to be stored. */
  void announce(MediaPath path) {
    database.change(handle -> insert(handle, path, Moments.now(clock)));
  }

  /** Takes the note back in the transaction that makes the picture's rows. */
  void settle(Handle handle, MediaPath path) {
    if (!remove(handle, path)) {
      throw new RequestRejected(
          ErrorCode.RECORD_CONFLICT,
          "The picture took longer to store than unfinished ones are kept. Send it again.");
    }
  }

  /** Notes, in the transaction that deletes a picture's rows, that its file is to go: at once. */
  void condemn(Handle handle, MediaPath path) {
    insert(handle, path, Instant.EPOCH);
  }

  /**
   * Removes a noted picture's file, and the note with it. Whoever would still settle the note waits
   * for this transaction, and then finds it gone.
   */
  void discard(MediaPath path) {
    database.change(
        handle -> {
          if (remove(handle, path)) {
            store.delete(path);
          }
        });
  }

  /** Discards what was noted before a moment; returns how many pictures that were. */
  int sweep(Instant before) {
    List<MediaPath> left =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT media_path FROM media_journal WHERE noted_at < :before")
                    .bind("before", before)
                    .mapTo(String.class)
                    .map(MediaPath::new)
                    .list());
    left.forEach(this::discard);
    return left.size();
  }

  private static void insert(Handle handle, MediaPath path, Instant notedAt) {
    handle
        .createUpdate("INSERT INTO media_journal (media_path, noted_at) VALUES (:path, :at)")
        .bind("path", path.value())
        .bind("at", notedAt)
        .execute();
  }

  private static boolean remove(Handle handle, MediaPath path) {
    return handle.execute("DELETE FROM media_journal WHERE media_path = ?", path.value()) == 1;
  }
}
