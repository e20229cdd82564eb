package io.pneumonia.persistence.media;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a picture on their way into a store, which may ask for them more than once. */
public interface MediaContent {

  /**
   * How many they are.
   *
   * @return bytes
   */
  long size();

  /**
   * All of them from the beginning, the same each time.
   *
   * @return the bytes, to be closed by the caller
   */
  InputStream open();

  /**
   * Bytes in memory, which are not copied.
   *
   * @param bytes all from the buffer's position on; the buffer itself is left alone
   * @return the content
   */
  static MediaContent of(ByteBuffer bytes) {
    ByteBuffer all = bytes.slice();
    return new MediaContent() {
      @Override
      public long size() {
        return all.remaining();
      }

      @Override
      public InputStream open() {
        return new BufferInputStream(all.duplicate());
      }
    };
  }
}
