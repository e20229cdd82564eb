package io.pneumonia.image;

/**
 * How far a picture may be reduced while it is decoded: as long as so many pixels are left.
 *
 * @param leastWidth in pixels, 1 or more
 * @param leastHeight in pixels, 1 or more
 */
public record Reduction(int leastWidth, int leastHeight) {

  /** Not at all. */
  public static final Reduction NONE = new Reduction(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int LARGEST = 8;

  /** Refuses what is out of range. */
  public Reduction {
    if (leastWidth < 1 || leastHeight < 1) {
      throw new IllegalArgumentException(
          "reduction: expected 1 pixel or more a side, found " + leastWidth + "x" + leastHeight);
    }
  }

  /**
   * By how much both sides of a picture are divided.
   *
   * @param width of the picture in its file, in pixels
   * @param height of the picture in its file, in pixels
   * @return 1, 2, 4 or 8
   */
  public int denominator(int width, int height) {
    int denominator = LARGEST;
    while (denominator > 1
        && (width / denominator < leastWidth || height / denominator < leastHeight)) {
      denominator /= 2;
    }
    return denominator;
  }
}
