package io.pneumonia.image;

/**
 * What an untrusted picture may cost. Both are checked before anything of that size is allocated.
 *
 * @param maxBytes the largest file, in bytes
 * @param maxPixels the largest picture, width times height as the header declares it
 */
public record DecodeLimits(long maxBytes, long maxPixels) {

  /** 16 MB and 100 megapixels. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(16L << 20, 100_000_000L);

  /**
   * Refuses limits that nothing could pass, or that an array could not hold.
   *
   * @param maxBytes 1 to 2147483639
   * @param maxPixels 1 to 536870911
   */
  public DecodeLimits {
    if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("maxBytes: expected 1 to 2147483639, found " + maxBytes);
    }
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException("maxPixels: expected 1 to 536870911, found " + maxPixels);
    }
  }
}
