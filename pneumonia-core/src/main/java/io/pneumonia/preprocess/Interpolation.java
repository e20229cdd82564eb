package io.pneumonia.preprocess;

/** Resampling filters, each named after the library whose arithmetic is reproduced bit for bit. */
public enum Interpolation {
  /** Pillow's {@code NEAREST}: accumulated source positions. */
  PILLOW_NEAREST,
  /** Pillow's {@code BOX}: the mean of the covered pixels. */
  PILLOW_BOX,
  /** Pillow's {@code BILINEAR}: antialiased triangle filter. */
  PILLOW_BILINEAR,
  /** Pillow's {@code HAMMING}. */
  PILLOW_HAMMING,
  /** Pillow's {@code BICUBIC}: antialiased, a = -0.5; the default of {@code Image.resize}. */
  PILLOW_BICUBIC,
  /** Pillow's {@code LANCZOS}: antialiased, three lobes. */
  PILLOW_LANCZOS,
  /** OpenCV's {@code INTER_NEAREST}. */
  OPENCV_NEAREST,
  /** OpenCV's {@code INTER_LINEAR}: 8-bit fixed point, not antialiased; its default. */
  OPENCV_LINEAR,
  /**
   * TensorFlow's {@code tf.image.resize} bilinear: half-pixel centres, not antialiased, float32.
   */
  TENSORFLOW_BILINEAR;

  /**
   * Whether a smaller picture is made of all the pixels of a larger one, and not of some of them.
   *
   * @return true for Pillow's filters but {@link #PILLOW_NEAREST}
   */
  public boolean antialiases() {
    return switch (this) {
      case PILLOW_BOX, PILLOW_BILINEAR, PILLOW_HAMMING, PILLOW_BICUBIC, PILLOW_LANCZOS -> true;
      case PILLOW_NEAREST, OPENCV_NEAREST, OPENCV_LINEAR, TENSORFLOW_BILINEAR -> false;
    };
  }
}
