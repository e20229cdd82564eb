package io.pneumonia.preprocess;

/*
 * Maintainers: Pillow's kernels, in double, with its order of operations. HAMMING's two constants
 * are float32 literals there, widened: 0.54f is not 0.54. BOX is open below and closed above.
 * StrictMath gives every JVM the same sine; the 22 bits that remain of a weight hide the last bits
 * in which it may differ from the C library's.
 */
/** Pillow's convolution kernels. */
enum PillowFilter {
  BOX(0.5) {
    @Override
    double weight(double x) {
      return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
    }
  },
  BILINEAR(1.0) {
    @Override
    double weight(double x) {
      double d = Math.abs(x);
      return d < 1.0 ? 1.0 - d : 0.0;
    }
  },
  HAMMING(1.0) {
    @Override
    double weight(double x) {
      double d = Math.abs(x);
      if (d == 0.0) {
        return 1.0;
      }
      if (d >= 1.0) {
        return 0.0;
      }
      double phase = d * Math.PI;
      return StrictMath.sin(phase)
          / phase
          * ((double) 0.54f + (double) 0.46f * StrictMath.cos(phase));
    }
  },
  BICUBIC(2.0) {
    @Override
    double weight(double x) {
      double d = Math.abs(x);
      if (d < 1.0) {
        return ((A + 2.0) * d - (A + 3.0)) * d * d + 1;
      }
      return d < 2.0 ? (((d - 5) * d + 8) * d - 4) * A : 0.0;
    }
  },
  LANCZOS(3.0) {
    @Override
    double weight(double x) {
      return -3.0 <= x && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
    }
  };

  /** The cubic's sharpness; OpenCV's is -0.75. */
  private static final double A = -0.5;

  private final double support;

  PillowFilter(double support) {
    this.support = support;
  }

  /** How far the kernel reaches to either side, in target pixels. */
  double support() {
    return support;
  }

  /** The weight, not normalised, at a distance in target pixels. */
  abstract double weight(double x);

  private static double sinc(double x) {
    if (x == 0.0) {
      return 1.0;
    }
    double phase = x * Math.PI;
    return StrictMath.sin(phase) / phase;
  }
}
