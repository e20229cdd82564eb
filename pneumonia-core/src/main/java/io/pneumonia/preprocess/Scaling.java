package io.pneumonia.preprocess;

import java.util.List;

/**
 * How a sample of 0 to 255 becomes a float32. Every form is float32 arithmetic in the order that
 * the Python code has, since the order decides the last bit.
 */
public sealed interface Scaling {

  /** {@code x}: 0 to 255, for networks that rescale inside. */
  record None() implements Scaling {}

  /**
   * {@code x / divisor + offset}: {@code x / 255}, {@code x / 127.5 - 1}.
   *
   * @param divisor what to divide by, not zero
   * @param offset what is added afterwards; nothing is added for zero
   */
  record Divide(float divisor, float offset) implements Scaling {
    /** Refuses what has no finite result. */
    public Divide {
      requireFinite("divisor", divisor);
      requireFinite("offset", offset);
      if (divisor == 0f) {
        throw new IllegalArgumentException("divisor: expected not zero, found " + divisor);
      }
    }
  }

  /**
   * {@code x * factor + offset}: Keras' {@code rescale=1/255} multiplies, which differs from a
   * division in the last bit of half of the values.
   *
   * @param factor what to multiply by, not zero
   * @param offset what is added afterwards; nothing is added for zero
   */
  record Multiply(float factor, float offset) implements Scaling {
    /** Refuses what has no finite result. */
    public Multiply {
      requireFinite("factor", factor);
      requireFinite("offset", offset);
      if (factor == 0f) {
        throw new IllegalArgumentException("factor: expected not zero, found " + factor);
      }
    }
  }

  /**
   * {@code (x / divisor - mean[c]) / std[c]}, channels in the order of the tensor: torchvision's
   * {@code Normalize} after {@code ToTensor} (divisor 255), or Keras' caffe mode (divisor 1).
   *
   * @param divisor what to divide by first, not zero
   * @param mean one mean a channel
   * @param std one standard deviation a channel, positive
   */
  record Standardize(float divisor, List<Float> mean, List<Float> std) implements Scaling {
    /** Copies the lists and refuses what has no finite result. */
    public Standardize {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      requireFinite("divisor", divisor);
      if (divisor == 0f) {
        throw new IllegalArgumentException("divisor: expected not zero, found " + divisor);
      }
      if (mean.isEmpty() || mean.size() != std.size()) {
        throw new IllegalArgumentException(
            "mean and std: expected one of each a channel, found "
                + mean.size()
                + " and "
                + std.size());
      }
      mean.forEach(value -> requireFinite("mean", value));
      for (float value : std) {
        requireFinite("std", value);
        if (value <= 0f) {
          throw new IllegalArgumentException("std: expected positive, found " + value);
        }
      }
    }
  }

  private static void requireFinite(String what, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(what + ": expected a finite number, found " + value);
    }
  }
}
