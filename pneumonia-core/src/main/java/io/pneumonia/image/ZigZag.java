package io.pneumonia.image;

/** The order in which a JPEG's coefficients are coded (ITU T.81, figure A.6). */
final class ZigZag {

  private static final byte[] NATURAL = natural();

  private ZigZag() {}

  /** Where the coefficient coded as number {@code k} stands in a block of rows of 8. */
  static int natural(int k) {
    return NATURAL[k];
  }

  private static byte[] natural() {
    byte[] order = new byte[JpegComponent.BLOCK];
    int k = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      int from = Math.max(0, diagonal - 7);
      int to = Math.min(7, diagonal);
      for (int i = from; i <= to; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        order[k++] = (byte) (row * 8 + diagonal - row);
      }
    }
    return order;
  }
}
