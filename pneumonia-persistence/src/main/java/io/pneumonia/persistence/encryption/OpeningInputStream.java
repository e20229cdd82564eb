package io.pneumonia.persistence.encryption;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Encrypted bytes on their way back. No byte comes out before its segment has proved itself. */
final class OpeningInputStream extends InputStream {

  private final InputStream sealed;
  private final Segments segments;
  private final String name;

  /** One byte more than a segment: whether there is one says whether the segment is the last. */
  private final byte[] ahead;

  private final byte[] ready;
  private int carried;
  private boolean finished;
  private int position;
  private int limit;

  /**
   * Reads the first segment already, so that another object's bytes are refused at once.
   *
   * @param most no more encrypted bytes than these can come, so no larger buffers are needed
   */
  OpeningInputStream(InputStream sealed, int most, Segments segments, String name)
      throws IOException {
    this.ahead = new byte[Math.min(Segments.SEALED_BYTES, most) + 1];
    this.ready = new byte[Math.min(Segments.PLAIN_BYTES, most)];
    this.sealed = sealed;
    this.segments = segments;
    this.name = name;
    openSegment();
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
    while (position == limit && !finished) {
      openSegment();
    }
    return position < limit;
  }

  private void openSegment() throws IOException {
    int count = carried + sealed.readNBytes(ahead, carried, ahead.length - carried);
    finished = count < ahead.length;
    int length = finished ? count : Segments.SEALED_BYTES;
    limit = segments.open(ahead, length, finished, ready);
    position = 0;
    if (limit < 0) {
      limit = 0;
      throw altered(name);
    }
    if (!finished) {
      ahead[0] = ahead[Segments.SEALED_BYTES];
      carried = 1;
    }
  }

  static RecordsUnavailable altered(String name) {
    return new RecordsUnavailable(
        ErrorCode.MEDIA_ALTERED,
        name + ": expected what was encrypted under this name, found other or altered bytes");
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
