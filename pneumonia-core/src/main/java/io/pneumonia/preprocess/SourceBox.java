package io.pneumonia.preprocess;

/**
 * The part of a picture that is resampled, in pixels from the top left corner.
 *
 * <p>Float32 because Pillow's C code takes the box as four floats: the double that Python computes
 * is rounded once more on the way, which moves the box of a large picture visibly.
 *
 * @param left where it begins, 0 for the whole width
 * @param top where it begins, 0 for the whole height
 * @param right where it ends
 * @param bottom where it ends
 */
public record SourceBox(float left, float top, float right, float bottom) {

  /**
   * The box that a fit and a filter use.
   *
   * @param spec which fit, filter and target
   * @param width of the picture, in pixels
   * @param height of the picture, in pixels
   * @return what the network sees of the picture
   */
  public static SourceBox of(PreprocessSpec spec, int width, int height) {
    if (spec.fit() == Fit.SQUASH) {
      return new SourceBox(0, 0, width, height);
    }
    return switch (spec.interpolation()) {
      case OPENCV_NEAREST, OPENCV_LINEAR, TENSORFLOW_BILINEAR ->
          wholePixels(width, height, spec.width(), spec.height());
      case PILLOW_NEAREST,
          PILLOW_BOX,
          PILLOW_BILINEAR,
          PILLOW_HAMMING,
          PILLOW_BICUBIC,
          PILLOW_LANCZOS ->
          fractional(width, height, spec.width(), spec.height());
    };
  }

  /** Pillow's {@code ImageOps.fit}, centred and without bleed: sides are cut at fractions. */
  private static SourceBox fractional(int width, int height, int targetWidth, int targetHeight) {
    double ratio = (double) width / height;
    double targetRatio = (double) targetWidth / targetHeight;
    double cropWidth = ratio > targetRatio ? targetRatio * height : width;
    double cropHeight = ratio < targetRatio ? width / targetRatio : height;
    double left = (width - cropWidth) * 0.5;
    double top = (height - cropHeight) * 0.5;
    return new SourceBox(
        (float) left, (float) top, (float) (left + cropWidth), (float) (top + cropHeight));
  }

  /**
   * Keras' {@code smart_resize}, which {@code image_dataset_from_directory} uses for {@code
   * crop_to_aspect_ratio}: whole pixels, rounded down, at least one, the quotients in float32.
   */
  private static SourceBox wholePixels(int width, int height, int targetWidth, int targetHeight) {
    int cropWidth = keep(width, (long) height * targetWidth, targetHeight);
    int cropHeight = keep(height, (long) width * targetHeight, targetWidth);
    int left = (width - cropWidth) / 2;
    int top = (height - cropHeight) / 2;
    return new SourceBox(left, top, left + cropWidth, top + cropHeight);
  }

  private static int keep(int size, long numerator, int denominator) {
    return Math.max(1, Math.min(size, (int) ((float) numerator / denominator)));
  }

  /**
   * The same part of a picture that was reduced while it was decoded. Where a side is no multiple
   * of the denominator, the last pixel is not wholly within.
   *
   * @param denominator of its sides
   * @return the box in its pixels
   */
  public SourceBox reduced(int denominator) {
    return new SourceBox(
        left / denominator, top / denominator, right / denominator, bottom / denominator);
  }

  /** The horizontal axis, for a source and a target that wide. */
  AxisKey columns(int in, int out) {
    return new AxisKey(in, left, right, out);
  }

  /** The vertical axis, for a source and a target that high. */
  AxisKey rows(int in, int out) {
    return new AxisKey(in, top, bottom, out);
  }
}
