package io.pneumonia.image;

/**
 * What a PNG's IHDR chunk says.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth of a sample, or of a palette index
 * @param colour which samples a pixel has
 * @param interlaced whether the rows come in Adam7's seven passes
 */
record PngHeader(int width, int height, int bitDepth, Colour colour, boolean interlaced) {

  /** PNG's colour types. */
  enum Colour {
    GREY(0, 1, 1, 1 | 2 | 4 | 8 | 16),
    RGB(2, 3, 3, 8 | 16),
    PALETTE(3, 1, 3, 1 | 2 | 4 | 8),
    GREY_ALPHA(4, 2, 1, 8 | 16),
    RGB_ALPHA(6, 4, 3, 8 | 16);

    private final int code;
    private final int samples;
    private final int channels;
    private final int depths;

    Colour(int code, int samples, int channels, int depths) {
      this.code = code;
      this.samples = samples;
      this.channels = channels;
      this.depths = depths;
    }

    private boolean allows(int depth) {
      return Integer.bitCount(depth) == 1 && (depths & depth) != 0;
    }
  }

  /** The number of bytes of IHDR's data. */
  static final int LENGTH = 13;

  /**
   * Reads and checks the 13 bytes.
   *
   * @param bytes the file
   * @param at where IHDR's data starts
   * @param refusal words what is wrong
   * @return the header, its size not yet held against any limit
   */
  static PngHeader read(byte[] bytes, int at, Refusal refusal) {
    int depth = bytes[at + 8] & 0xFF;
    Colour colour = colour(bytes[at + 9] & 0xFF, depth, refusal);
    int compression = bytes[at + 10] & 0xFF;
    int filter = bytes[at + 11] & 0xFF;
    int interlace = bytes[at + 12] & 0xFF;
    if (compression != 0 || filter != 0 || interlace > 1) {
      throw refusal.corrupt(
          "a PNG of compression 0, filter 0 and interlace 0 or 1",
          compression + ", " + filter + " and " + interlace);
    }
    int width = PngChunks.int32(bytes, at);
    int height = PngChunks.int32(bytes, at + 4);
    return new PngHeader(width, height, depth, colour, interlace == 1);
  }

  private static Colour colour(int code, int depth, Refusal refusal) {
    for (Colour colour : Colour.values()) {
      if (colour.code == code && colour.allows(depth)) {
        return colour;
      }
    }
    throw refusal.corrupt(
        "one of PNG's colour types and bit depths", "type " + code + " with " + depth + " bits");
  }

  boolean isSixteenBitGrey() {
    return colour == Colour.GREY && bitDepth == 16;
  }

  /** Channels of the decoded picture: 1 or 3. */
  int channels() {
    return colour.channels;
  }

  /** Bits of a pixel in the file. */
  int bitsPerPixel() {
    return colour.samples * bitDepth;
  }

  /** Bytes of a row of so many pixels in the file, without its filter byte. */
  long rowBytes(int pixels) {
    return ((long) pixels * bitsPerPixel() + 7) / 8;
  }
}
