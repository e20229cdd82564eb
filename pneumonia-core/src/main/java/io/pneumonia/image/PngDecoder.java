package io.pneumonia.image;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.image.PngHeader.Colour;

/**
 * PNG to pixels.
 *
 * <p>Samples as Pillow gives them: grey of 1, 2 and 4 bits is multiplied by 255, 85 and 17; of 16
 * bits the high byte is kept (grey without alpha excepted, see {@link SixteenBitGrey}); palettes
 * are looked up; alpha, transparency, gamma and colour profiles are ignored.
 */
final class PngDecoder {

  // First column and row, and the steps, of Adam7's seven passes.
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };
  private static final int[][] SINGLE_PASS = {{0, 0, 1, 1}};
  // Deflate cannot make more bytes than this of one.
  private static final long MAX_EXPANSION = 1032;
  private static final int MAX_ROW = 1 << 30;

  private final byte[] bytes;
  private final SixteenBitGrey sixteenBitGrey;
  private final Refusal refusal;
  private final PngChunks chunks;
  private final PngHeader header;
  private final int pixelSize;

  PngDecoder(byte[] bytes, DecodeLimits limits, SixteenBitGrey sixteenBitGrey, Refusal refusal) {
    this.bytes = bytes;
    this.sixteenBitGrey = sixteenBitGrey;
    this.refusal = refusal;
    this.chunks = PngChunks.read(bytes, limits, refusal);
    this.header = chunks.header();
    this.pixelSize = header.isSixteenBitGrey() ? 2 : header.channels();
  }

  PixelImage decode() {
    if (header.isSixteenBitGrey() && sixteenBitGrey == SixteenBitGrey.REFUSE) {
      throw refusal.unsupported(
          "8 bits a sample, or a choice (WINDOW or PILLOW_CLIP) of how 16-bit grey becomes 8 bits",
          "a grey PNG of 16 bits");
    }
    requirePlausibleData();
    byte[] samples = new byte[Math.toIntExact((long) header.width() * header.height() * pixelSize)];
    try (PngRows rows = new PngRows(bytes, chunks, refusal)) {
      for (int[] pass : header.interlaced() ? ADAM7 : SINGLE_PASS) {
        readPass(rows, pass, samples);
      }
      rows.finish();
    }
    if (header.isSixteenBitGrey()) {
      samples = SixteenBitSamples.reduce(samples, sixteenBitGrey);
    }
    return PixelImage.adopt(header.width(), header.height(), header.channels(), samples);
  }

  /** Refuses a huge picture in a tiny file before its memory is allocated. */
  private void requirePlausibleData() {
    if (header.rowBytes(header.width()) > MAX_ROW) {
      throw refusal.of(
          ErrorCode.IMAGE_TOO_MANY_PIXELS,
          "rows of at most " + MAX_ROW + " bytes",
          header.rowBytes(header.width()));
    }
    long needed = header.rowBytes(header.width()) * header.height();
    if (needed / MAX_EXPANSION > chunks.dataLength()) {
      throw refusal.truncated(
          "image data for " + header.width() + "x" + header.height() + " pixels",
          "only " + chunks.dataLength() + " bytes");
    }
  }

  private void readPass(PngRows rows, int[] pass, byte[] samples) {
    int columns = (header.width() - pass[0] + pass[2] - 1) / pass[2];
    if (columns <= 0) {
      return;
    }
    rows.startPass(Math.toIntExact(header.rowBytes(columns)));
    for (int y = pass[1]; y < header.height(); y += pass[3]) {
      int target = (y * header.width() + pass[0]) * pixelSize;
      expand(rows.next(), columns, samples, target, pass[2] * pixelSize);
    }
  }

  private void expand(byte[] row, int columns, byte[] samples, int target, int step) {
    if (header.colour() == Colour.PALETTE) {
      lookUp(row, columns, samples, target, step);
    } else if (header.bitDepth() < 8) {
      scale(row, columns, samples, target, step);
    } else {
      copy(row, columns, samples, target, step);
    }
  }

  private void copy(byte[] row, int columns, byte[] samples, int target, int step) {
    int pixelBytes = header.bitsPerPixel() / 8;
    if (pixelBytes == pixelSize && step == pixelSize) {
      System.arraycopy(row, 0, samples, target, columns * pixelSize);
      return;
    }
    int sampleBytes = header.isSixteenBitGrey() ? 1 : header.bitDepth() / 8;
    for (int x = 0; x < columns; x++) {
      for (int channel = 0; channel < pixelSize; channel++) {
        samples[target + x * step + channel] = row[x * pixelBytes + channel * sampleBytes];
      }
    }
  }

  private void scale(byte[] row, int columns, byte[] samples, int target, int step) {
    int factor = 255 / ((1 << header.bitDepth()) - 1);
    for (int x = 0; x < columns; x++) {
      samples[target + x * step] = (byte) (packed(row, x) * factor);
    }
  }

  private void lookUp(byte[] row, int columns, byte[] samples, int target, int step) {
    int entries = chunks.palette().length() / 3;
    for (int x = 0; x < columns; x++) {
      int index = packed(row, x);
      if (index >= entries) {
        throw refusal.corrupt("indices into a palette of " + entries + " entries", index);
      }
      System.arraycopy(bytes, chunks.palette().offset() + index * 3, samples, target + x * step, 3);
    }
  }

  /** The sample of 1 to 8 bits at a column; the leftmost one is in the high bits. */
  private int packed(byte[] row, int x) {
    int depth = header.bitDepth();
    int bit = x * depth;
    return row[bit >> 3] >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
  }
}
