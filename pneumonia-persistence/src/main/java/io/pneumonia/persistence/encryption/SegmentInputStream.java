package io.pneumonia.persistence.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Bytes that become ready a segment at a time. */
abstract class SegmentInputStream extends InputStream {

  private final InputStream source;
  private byte[] ready;
  private int position;
  private int limit;
  private boolean finished;

  /**
   * Begins with some bytes.
   *
   * @param source what the segments are made of; closed with this one
   * @param first what comes before the first segment
   */
  SegmentInputStream(InputStream source, byte[] first) {
    this.source = source;
    this.ready = first;
    this.limit = first.length;
  }

  /** Calls {@link #ready} with the next segment. */
  abstract void nextSegment() throws IOException;

  /**
   * What is read next.
   *
   * @param segment holds it; stays as it is until the next one
   * @param length its bytes
   * @param last whether no segment follows
   */
  final void ready(byte[] segment, int length, boolean last) {
    ready = segment;
    position = 0;
    limit = length;
    finished = last;
  }

  @Override
  public final int read() throws IOException {
    return fill() ? ready[position++] & 0xff : -1;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
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
      nextSegment();
    }
    return position < limit;
  }

  @Override
  public final void close() throws IOException {
    source.close();
  }
}
