package io.pneumonia.persistence.media;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads a buffer to its end. */
final class BufferInputStream extends InputStream {

  private final ByteBuffer rest;

  BufferInputStream(ByteBuffer rest) {
    this.rest = rest;
  }

  @Override
  public int read() {
    return rest.hasRemaining() ? rest.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length > 0 && !rest.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, rest.remaining());
    rest.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return rest.remaining();
  }
}
