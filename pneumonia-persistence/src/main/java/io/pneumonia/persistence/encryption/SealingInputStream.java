package io.pneumonia.persistence.encryption;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Plain bytes of a known number on their way into encrypted ones, a segment at a time. */
final class SealingInputStream extends SegmentInputStream {

  private final InputStream plain;
  private final Segments segments;
  private final byte[] segment;
  private final byte[] sealed;
  private long left;

  SealingInputStream(InputStream plain, long size, Header header, Segments segments) {
    super(plain, header.bytes());
    this.plain = plain;
    this.left = size;
    this.segments = segments;
    this.segment = new byte[(int) Math.min(size, Segments.PLAIN_BYTES)];
    this.sealed = new byte[segment.length + Segments.TAG_BYTES];
  }

  /** How many bytes so many plain ones become. */
  static long sealedSize(long size) {
    long count = Math.max(1, (size + Segments.PLAIN_BYTES - 1) / Segments.PLAIN_BYTES);
    return Header.BYTES + size + count * Segments.TAG_BYTES;
  }

  @Override
  void nextSegment() throws IOException {
    int count = (int) Math.min(left, segment.length);
    if (plain.readNBytes(segment, 0, count) < count) {
      throw new EOFException("expected " + left + " more bytes to encrypt, found fewer");
    }
    left -= count;
    boolean last = left == 0;
    ready(sealed, segments.seal(segment, count, last, sealed), last);
  }
}
