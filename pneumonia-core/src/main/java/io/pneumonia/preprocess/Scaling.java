package io.pneumonia.preprocess;

import java.util.List;

/**
 * How a sample of 0 to 255 becomes a float32. Every form is float32 arithmetic in the order that
 * the Python code has, since the order decides the last bit.
 */
public sealed interface Scaling {

  /**
   * Scales one sample.
   *
   * @param sample 0 to 255; a fraction where the filter does not round
   * @param channel the channel of the tensor it is for, from 0
   * @return what the network is fed with
   */
  float apply(float sample, int channel);

  /**
   * Leaves samples as they are: 0 to 255.
   *
   * @return {@code x}
   */
  static Scaling none() {
    return new None();
  }

  /**
   * From 0 to 1 by division: {@code pixels / 255.0}.
   *
   * @return {@code x / 255}
   */
  static Scaling unit() {
    return new Divide(255f, 0f);
  }

  /**
   * From 0 to 1 by multiplication: Keras' {@code ImageDataGenerator(rescale=1/255)} and {@code
   * Rescaling(1/255)}.
   *
   * @return {@code x * (1/255)}
   */
  static Scaling rescale255() {
    return new Multiply(1f / 255f, 0f);
  }

  /**
   * From -1 to 1 by division: Keras' {@code preprocess_input} of mode "tf" (MobileNet, Inception,
   * Xception), and Teachable Machine.
   *
   * @return {@code x / 127.5 - 1}
   */
  static Scaling signed() {
    return new Divide(127.5f, -1f);
  }

  /**
   * ImageNet's statistics of red, green, blue: torchvision's {@code ToTensor} and {@code
   * Normalize}, and Keras' {@code preprocess_input} of mode "torch" (DenseNet).
   *
   * @return {@code (x / 255 - mean) / std}
   */
  static Scaling imagenet() {
    return new Standardize(255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
  }

  /**
   * ImageNet's means of blue, green, red: Keras' {@code preprocess_input} of mode "caffe" (VGG,
   * ResNet). Belongs with {@link ColorMode#BGR}.
   *
   * @return {@code x - mean}
   */
  static Scaling caffe() {
    return new Standardize(1f, List.of(103.939f, 116.779f, 123.68f), List.of(1f, 1f, 1f));
  }

  /** {@code x}: 0 to 255, for networks that rescale inside. */
  record None() implements Scaling {
    @Override
    public float apply(float sample, int channel) {
      return sample;
    }
  }

  /**
   * {@code x / divisor + offset}: {@code x / 255}, {@code x / 127.5 - 1}.
   *
   * @param divisor what to divide by, not zero
   * @param offset what is added afterwards; nothing is added for zero
   */
  record Divide(float divisor, float offset) implements Scaling {
    /**
     * Refuses what has no finite result.
     *
     * @param divisor what to divide by, not zero
     * @param offset what is added afterwards
     */
    public Divide {
      requireNonZero("divisor", divisor);
      requireFinite("offset", offset);
    }

    @Override
    public float apply(float sample, int channel) {
      return sample / divisor + offset;
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
    /**
     * Refuses what has no finite result.
     *
     * @param factor what to multiply by, not zero
     * @param offset what is added afterwards
     */
    public Multiply {
      requireNonZero("factor", factor);
      requireFinite("offset", offset);
    }

    @Override
    public float apply(float sample, int channel) {
      return sample * factor + offset;
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
    /**
     * Copies the lists and refuses what has no finite result.
     *
     * @param divisor what to divide by first, not zero
     * @param mean one mean a channel
     * @param std one standard deviation a channel, positive
     */
    public Standardize {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      requireNonZero("divisor", divisor);
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

    @Override
    public float apply(float sample, int channel) {
      return (sample / divisor - mean.get(channel)) / std.get(channel);
    }
  }

  private static void requireNonZero(String what, float value) {
    requireFinite(what, value);
    if (value == 0f) {
      throw new IllegalArgumentException(what + ": expected not zero, found " + value);
    }
  }

  private static void requireFinite(String what, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(what + ": expected a finite number, found " + value);
    }
  }
}
