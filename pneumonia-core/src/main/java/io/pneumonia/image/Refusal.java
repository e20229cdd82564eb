package io.pneumonia.image;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;

/**
 * Words the refusals of one picture: its name, what was expected, what was found.
 *
 * @param name what to call the picture
 */
record Refusal(String name) {

  ImageRejected truncated(String expected, Object found) {
    return of(ErrorCode.IMAGE_TRUNCATED, expected, found);
  }

  ImageRejected corrupt(String expected, Object found) {
    return of(ErrorCode.IMAGE_CORRUPT, expected, found);
  }

  ImageRejected unsupported(String expected, Object found) {
    return of(ErrorCode.IMAGE_VARIANT_UNSUPPORTED, expected, found);
  }

  ImageRejected of(ErrorCode code, String expected, Object found) {
    return new ImageRejected(code, sentence(expected, found));
  }

  ImageRejected of(ErrorCode code, String expected, Object found, Throwable cause) {
    return new ImageRejected(code, sentence(expected, found), cause);
  }

  private String sentence(String expected, Object found) {
    return name + ": expected " + expected + ", found " + found;
  }

  /**
   * Checks a header's size before anything of that size is allocated.
   *
   * @param width as declared
   * @param height as declared
   * @param limits what is allowed
   */
  void requirePixels(long width, long height, DecodeLimits limits) {
    if (width < 1 || height < 1) {
      throw corrupt("a width and height of at least 1", width + "x" + height);
    }
    if (width > limits.maxPixels() / height) {
      throw of(
          ErrorCode.IMAGE_TOO_MANY_PIXELS,
          "at most " + limits.maxPixels() + " pixels",
          width + "x" + height);
    }
  }
}
