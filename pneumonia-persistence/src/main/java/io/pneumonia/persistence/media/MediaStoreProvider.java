package io.pneumonia.persistence.media;

import io.pneumonia.error.RecordsUnavailable;

/** Opens object stores of a kind; found through {@link java.util.ServiceLoader}. */
public interface MediaStoreProvider {

  /**
   * The kind: what their URLs begin with.
   *
   * @return like {@code s3}
   */
  String scheme();

  /**
   * Opens one.
   *
   * @param address where it is
   * @return the store, to be closed by the caller
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if it cannot be read and written
   */
  MediaStore open(MediaAddress address);
}
