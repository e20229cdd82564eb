package io.pneumonia.persistence.media;

import io.pneumonia.error.RecordsUnavailable;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/** Keeps the bytes of pictures under names that the caller chose. Thread-safe. */
public interface MediaStore extends AutoCloseable {

  /**
   * Stores a picture. When this returns, the bytes survive a loss of power; if it throws or the
   * process dies, no incomplete picture has the name.
   *
   * @param path the name, which no other picture has
   * @param content all bytes
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if they cannot be stored
   */
  void write(MediaPath path, MediaContent content);

  /**
   * Whether bytes of a write that failed may arrive later all the same, as over a network. Whoever
   * removes them then has to come again.
   *
   * @return false where nothing happens after a call has ended
   */
  default boolean mayArriveLate() {
    return false;
  }

  /**
   * Opens a picture for reading.
   *
   * @param path its name
   * @return its bytes, to be closed by the caller
   * @throws RecordsUnavailable {@code MEDIA_MISSING} if there is none of that name, {@code
   *     MEDIA_UNAVAILABLE} if it cannot be read
   */
  InputStream open(MediaPath path);

  /**
   * Whether a picture is there.
   *
   * @param path its name
   * @return true if {@link #open} would find it
   */
  boolean exists(MediaPath path);

  /**
   * Tells of every picture that is there, in no order. Other files are passed over.
   *
   * @param each takes one name after the other
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if they cannot be listed
   */
  void list(Consumer<MediaPath> each);

  /**
   * Removes a picture; one that is not there is removed already.
   *
   * @param path its name
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if it cannot be removed
   */
  void delete(MediaPath path);

  /**
   * Removes what interrupted writes left behind.
   *
   * @param before what was last written to before this is no longer in use
   * @return how many were removed
   */
  int sweep(Instant before);

  /**
   * Says whether pictures could be stored now.
   *
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if not
   */
  void check();

  /**
   * Where pictures are kept, and how much more fits.
   *
   * @return the place
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if it cannot be looked at
   */
  MediaState state();

  /** Frees what the store holds. */
  @Override
  void close();
}
