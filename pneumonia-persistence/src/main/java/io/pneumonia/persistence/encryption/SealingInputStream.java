package io.pneumonia.persistence.encryption;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Plain bytes of a known number on their way into encrypted ones, a segment at a time. */
final class SealingInputStream extends InputStream {

  private final InputStream plain;
  private final Segments segments;
  private final byte[] segment;
  private long left;
  private boolean finished;
  private byte[] ready;
  private int position;
  private int limit;

  SealingInputStream(InputStream plain, long size, Header header, Segments segments) {
    this.plain = plain;
    this.left = size;
    this.segments = segments;
    this.segment = new byte[(int) Math.min(size, Segments.PLAIN_BYTES)];
    this.ready = header.bytes();
    this.limit = ready.length;
  }

  /** How many bytes so many plain ones become. */
  static long sealedSize(long size) {
    long count = Math.max(1, (size + Segments.PLAIN_BYTES - 1) / Segments.PLAIN_BYTES);
    return Header.BYTES + size + count * Segments.TAG_BYTES;
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(ready, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    if (finished) {
      return false;
    }
    int count = (int) Math.min(left, segment.length);
    if (plain.readNBytes(segment, 0, count) < count) {
      throw new EOFException("expected " + left + " more bytes to encrypt, found fewer");
    }
    left -= count;
    finished = left == 0;
    if (ready.length != segment.length + Segments.TAG_BYTES) {
      ready = new byte[segment.length + Segments.TAG_BYTES];
    }
    limit = segments.seal(segment, count, finished, ready);
    position = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
