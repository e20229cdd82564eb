package io.pneumonia.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a JPEG's frame header (SOF) says.
 *
 * @param size of the picture and its MCUs
 * @param progressive whether coefficients come in several scans
 * @param components one, three or four
 */
record JpegFrame(Size size, boolean progressive, List<JpegComponent> components) {

  /**
   * The size of the picture.
   *
   * @param width in pixels
   * @param height in pixels
   * @param maxHorizontal the largest horizontal sampling factor
   * @param maxVertical the largest vertical sampling factor
   * @param blockSide samples along each side of what a block of 8x8 becomes: 8, or 4, 2, 1 for a
   *     picture of a half, a quarter, an eighth of the size
   */
  record Size(int width, int height, int maxHorizontal, int maxVertical, int blockSide) {

    /** The width of what is decoded. */
    int outputWidth() {
      return ceilDiv(width * blockSide, JpegComponent.SIDE);
    }

    /** The height of what is decoded. */
    int outputHeight() {
      return ceilDiv(height * blockSide, JpegComponent.SIDE);
    }

    int mcusWide() {
      return ceilDiv(width, 8 * maxHorizontal);
    }

    int mcusHigh() {
      return ceilDiv(height, 8 * maxVertical);
    }

    /** As many samples as a component's full-size data have in a row. */
    int componentWidth(int horizontal) {
      return ceilDiv(width * horizontal, maxHorizontal);
    }

    int componentHeight(int vertical) {
      return ceilDiv(height * vertical, maxVertical);
    }

    /**
     * {@link #blockSide} of one component: a subsampled one is reduced less, as far as both axes
     * allow, so that there is less to upsample afterwards.
     */
    int componentBlockSide(int horizontal, int vertical) {
      int side = blockSide;
      while (side < JpegComponent.SIDE
          && maxHorizontal * blockSide % (horizontal * side * 2) == 0
          && maxVertical * blockSide % (vertical * side * 2) == 0) {
        side *= 2;
      }
      return side;
    }

    private static int ceilDiv(int dividend, int divisor) {
      return (dividend + divisor - 1) / divisor;
    }
  }

  /**
   * Reads the segment of a SOF0, SOF1 or SOF2 marker.
   *
   * @param in at the segment's data
   * @param progressive whether it is SOF2
   * @param limits how many pixels are allowed
   * @param reduction how far the picture is reduced
   * @param refusal words what is wrong
   * @return the frame, nothing decoded
   */
  static JpegFrame read(
      JpegMarkers in,
      boolean progressive,
      DecodeLimits limits,
      Reduction reduction,
      Refusal refusal) {
    int precision = in.u8();
    if (precision != 8) {
      throw refusal.unsupported("a JPEG of 8 bits a sample", precision + " bits");
    }
    int height = in.u16();
    int width = in.u16();
    refusal.requirePixels(width, height, limits);
    int count = in.u8();
    if (count != 1 && count != 3 && count != 4) {
      throw refusal.unsupported("a JPEG of 1, 3 or 4 components", count);
    }
    List<JpegComponent.Declared> declared = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      declared.add(readComponent(in, refusal));
    }
    int maxHorizontal = declared.stream().mapToInt(c -> c.horizontal()).max().orElseThrow();
    int maxVertical = declared.stream().mapToInt(c -> c.vertical()).max().orElseThrow();
    int blockSide = JpegComponent.SIDE / reduction.denominator(width, height);
    Size size = new Size(width, height, maxHorizontal, maxVertical, blockSide);
    for (JpegComponent.Declared component : declared) {
      requireWholeRatio(component, size, refusal);
    }
    return new JpegFrame(
        size, progressive, declared.stream().map(c -> new JpegComponent(c, size)).toList());
  }

  private static JpegComponent.Declared readComponent(JpegMarkers in, Refusal refusal) {
    int id = in.u8();
    int factors = in.u8();
    int horizontal = factors >> 4;
    int vertical = factors & 15;
    if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4) {
      throw refusal.corrupt("sampling factors of 1 to 4", horizontal + "x" + vertical);
    }
    int quantTable = in.u8();
    if (quantTable > 3) {
      throw refusal.corrupt("a quantization table of 0 to 3", quantTable);
    }
    return new JpegComponent.Declared(id, horizontal, vertical, quantTable);
  }

  private static void requireWholeRatio(
      JpegComponent.Declared component, Size size, Refusal refusal) {
    if (size.maxHorizontal() % component.horizontal() != 0
        || size.maxVertical() % component.vertical() != 0) {
      throw refusal.unsupported(
          "a JPEG whose components are subsampled by a whole number",
          component.horizontal()
              + "x"
              + component.vertical()
              + " of "
              + size.maxHorizontal()
              + "x"
              + size.maxVertical());
    }
  }

  /** The blocks of all components without padding: the least that any order of scans codes. */
  long blocks() {
    return components.stream().mapToLong(c -> (long) c.ownBlocksWide() * c.ownBlocksHigh()).sum();
  }
}
