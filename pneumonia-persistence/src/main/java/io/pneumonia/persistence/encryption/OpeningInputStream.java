package io.pneumonia.persistence.encryption;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.io.InputStream;

/** Encrypted bytes on their way back. No byte comes out before its segment has proved itself. */
final class OpeningInputStream extends SegmentInputStream {

  private final InputStream sealed;
  private final Segments segments;
  private final String name;

  /** One byte more than a segment: whether there is one says whether the segment is the last. */
  private final byte[] ahead;

  private final byte[] plain;
  private int carried;

  /**
   * Reads the first segment already, so that another object's bytes are refused at once.
   *
   * @param most no more encrypted bytes than these can come, so no larger buffers are needed
   */
  OpeningInputStream(InputStream sealed, int most, Segments segments, String name)
      throws IOException {
    super(sealed, new byte[0]);
    this.ahead = new byte[Math.min(Segments.SEALED_BYTES, most) + 1];
    this.plain = new byte[Math.min(Segments.PLAIN_BYTES, most)];
    this.sealed = sealed;
    this.segments = segments;
    this.name = name;
    nextSegment();
  }

  @Override
  void nextSegment() throws IOException {
    int count = carried + sealed.readNBytes(ahead, carried, ahead.length - carried);
    boolean last = count < ahead.length;
    int length = last ? count : Segments.SEALED_BYTES;
    int opened = segments.open(ahead, length, last, plain);
    ready(plain, Math.max(opened, 0), last);
    if (opened < 0) {
      throw altered(name);
    }
    if (!last) {
      ahead[0] = ahead[Segments.SEALED_BYTES];
      carried = 1;
    }
  }

  static RecordsUnavailable altered(String name) {
    return new RecordsUnavailable(
        ErrorCode.MEDIA_ALTERED,
        name + ": expected what was encrypted under this name, found other or altered bytes");
  }
}
