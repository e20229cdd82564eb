package io.pneumonia.image;

import java.util.Objects;

/**
 * A decoded picture that may be smaller than the one in the file.
 *
 * @param pixels what was decoded: the file's sides divided by the denominator, rounded up
 * @param width of the picture in the file, in pixels
 * @param height of the picture in the file, in pixels
 * @param denominator 1 for every pixel, else 2, 4 or 8
 */
public record ReducedImage(PixelImage pixels, int width, int height, int denominator) {

  /** Refuses a missing picture. */
  public ReducedImage {
    Objects.requireNonNull(pixels, "pixels");
  }

  /**
   * A picture whose every pixel was decoded.
   *
   * @param pixels the picture
   * @return the same with denominator 1
   */
  public static ReducedImage whole(PixelImage pixels) {
    return new ReducedImage(pixels, pixels.width(), pixels.height(), 1);
  }
}
