package io.pneumonia.preprocess;

import io.pneumonia.image.Reduction;

/** Which of a picture's pixels are decoded before it is resampled to the network's size. */
public enum DecodeMode {
  /** All of them: bit for bit what Python does. */
  EXACT,
  /**
   * As many as the network's size calls for: a JPEG is decoded to a half, a quarter or an eighth of
   * its size where both sides stay at least two and a half times the network's. Only before an
   * antialiasing filter (Pillow's, but for {@link Interpolation#PILLOW_NEAREST}); others are made
   * of single pixels, so that everything is decoded for them. PNGs are always decoded whole.
   *
   * <p>With the bundled model no score moved by more than 0.0077 on 44 full-size X-rays, and none
   * by more than 0.0198 on 1,566 that were enlarged to their former size, of which 2 changed sides
   * of the threshold. Other networks may be more sensitive.
   */
  FAST;

  // In halves. With 4, scores moved by up to 0.032.
  private static final int LEAST_HALVES = 5;

  /**
   * How far a picture may be reduced.
   *
   * @param spec what the network is fed
   * @return for {@link io.pneumonia.image.ImageDecoder#decode(io.pneumonia.image.EncodedImage,
   *     Reduction)}
   */
  public Reduction reduction(PreprocessSpec spec) {
    return this == FAST && spec.interpolation().antialiases()
        ? new Reduction(least(spec.width()), least(spec.height()))
        : Reduction.NONE;
  }

  private static int least(int side) {
    return (LEAST_HALVES * side + 1) / 2;
  }
}
