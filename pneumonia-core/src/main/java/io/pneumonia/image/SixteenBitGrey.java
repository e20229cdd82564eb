package io.pneumonia.image;

/**
 * What becomes of a grey PNG of 16 bits. There is no one right way to 8 bits, and the obvious ones
 * turn the same X-ray into different pictures, so the choice is the caller's.
 */
public enum SixteenBitGrey {
  /** Refuses the picture, naming the alternatives; the default. */
  REFUSE,
  /**
   * Spreads the picture's own range linearly over 0 to 255: {@code round((v - min) * 255 / (max -
   * min))}, halves rounded up, in integer arithmetic. A picture of one single value becomes 0.
   */
  WINDOW,
  /**
   * What Pillow's {@code convert} does: {@code min(v, 255)}. Nearly every real 16-bit X-ray becomes
   * white; for parity with code that was trained so.
   */
  PILLOW_CLIP
}
