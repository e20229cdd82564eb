package io.pneumonia.image;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks the rows of a PNG one by one: inflates them and takes their filters off. */
final class PngRows implements AutoCloseable {

  private final byte[] file;
  private final Iterator<PngChunks.Span> spans;
  private final Refusal refusal;
  private final int pixelBytes;
  private final Inflater inflater = new Inflater();
  private final byte[] filter = new byte[1];
  private byte[] row;
  private byte[] above;
  private int length;

  /**
   * Opens the compressed data.
   *
   * @param file the whole file
   * @param chunks where the data lies
   * @param refusal words what is wrong
   */
  PngRows(byte[] file, PngChunks chunks, Refusal refusal) {
    this.file = file;
    this.spans = chunks.data().iterator();
    this.refusal = refusal;
    this.pixelBytes = Math.max(1, chunks.header().bitsPerPixel() / 8);
    int longest = Math.toIntExact(chunks.header().rowBytes(chunks.header().width()));
    this.row = new byte[longest];
    this.above = new byte[longest];
  }

  /** Starts a pass: the row above its first one counts as zeros. */
  void startPass(int rowBytes) {
    length = rowBytes;
    Arrays.fill(row, 0, length, (byte) 0);
  }

  /** The next row without its filter; valid until the call after the next. */
  byte[] next() {
    byte[] swap = above;
    above = row;
    row = swap;
    inflate(filter, 1);
    inflate(row, length);
    unfilter(filter[0]);
    return row;
  }

  /** Reads the end of the compressed data, where its checksum is verified. */
  void finish() {
    byte[] beyond = new byte[1];
    try {
      while (!inflater.finished()) {
        if (inflater.inflate(beyond) > 0) {
          return; // More data than rows: ignored, as Pillow does, and not unpacked any further.
        }
        if (!inflater.finished()) {
          feed();
        }
      }
    } catch (DataFormatException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void inflate(byte[] target, int count) {
    try {
      for (int done = 0; done < count; ) {
        int got = inflater.inflate(target, done, count - done);
        done += got;
        if (got == 0) {
          feed();
        }
      }
    } catch (DataFormatException e) {
      throw broken(e);
    }
  }

  private void feed() {
    if (inflater.needsDictionary()) {
      throw refusal.corrupt("image data that needs no preset dictionary", "one that does");
    }
    if (inflater.finished() || !spans.hasNext()) {
      throw refusal.truncated("image data for every row", "its end before the last one");
    }
    if (inflater.needsInput()) {
      PngChunks.Span span = spans.next();
      inflater.setInput(file, span.offset(), span.length());
    }
  }

  private ImageRejected broken(DataFormatException cause) {
    return refusal.of(ErrorCode.IMAGE_CORRUPT, "image data that can be inflated", "damage", cause);
  }

  private void unfilter(int type) {
    switch (type) {
      case 0 -> {}
      case 1 -> addLeft();
      case 2 -> addAbove();
      case 3 -> addAverage();
      case 4 -> addPaeth();
      default -> throw refusal.corrupt("a row filter of 0 to 4", type & 0xFF);
    }
  }

  private void addLeft() {
    for (int i = pixelBytes; i < length; i++) {
      row[i] += row[i - pixelBytes];
    }
  }

  private void addAbove() {
    for (int i = 0; i < length; i++) {
      row[i] += above[i];
    }
  }

  private void addAverage() {
    int first = Math.min(pixelBytes, length);
    for (int i = 0; i < first; i++) {
      row[i] += (byte) ((above[i] & 0xFF) >> 1);
    }
    for (int i = pixelBytes; i < length; i++) {
      row[i] += (byte) (((row[i - pixelBytes] & 0xFF) + (above[i] & 0xFF)) >> 1);
    }
  }

  private void addPaeth() {
    int first = Math.min(pixelBytes, length);
    for (int i = 0; i < first; i++) {
      row[i] += above[i];
    }
    for (int i = pixelBytes; i < length; i++) {
      int left = row[i - pixelBytes] & 0xFF;
      int up = above[i] & 0xFF;
      int corner = above[i - pixelBytes] & 0xFF;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      row[i] += (byte) nearest;
    }
  }
}
