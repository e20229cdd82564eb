package io.pneumonia.preprocess;

import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.Objects;

/**
 * Everything that turns decoded pixels into the tensor a network was trained on.
 *
 * @param width of the network's input, in pixels
 * @param height of the network's input, in pixels
 * @param colorMode which channels, converted before resizing
 * @param fit what happens to the aspect ratio
 * @param interpolation which filter, and whose
 * @param scaling from 0..255 to float32
 * @param layout the order of the tensor's axes
 */
public record PreprocessSpec(
    int width,
    int height,
    ColorMode colorMode,
    Fit fit,
    Interpolation interpolation,
    Scaling scaling,
    TensorLayout layout) {

  /** The largest side of a network's input that is believed. */
  public static final int MAX_SIDE = 4096;

  /** Refuses sizes out of range, and a scaling for another number of channels. */
  public PreprocessSpec {
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "input size: expected 1 to " + MAX_SIDE + " a side, found " + width + "x" + height);
    }
    Objects.requireNonNull(colorMode, "colorMode");
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(interpolation, "interpolation");
    Objects.requireNonNull(scaling, "scaling");
    Objects.requireNonNull(layout, "layout");
    if (scaling instanceof Scaling.Standardize standardize
        && standardize.mean().size() != colorMode.channels()) {
      throw new IllegalArgumentException(
          "scaling: expected "
              + colorMode.channels()
              + " means, found "
              + standardize.mean().size());
    }
  }

  /**
   * The shape of a batch.
   *
   * @param batch how many pictures, positive, or {@link TensorShape#UNKNOWN}
   * @return four axes in the order of {@link #layout()}
   */
  public TensorShape batchShape(long batch) {
    return layout == TensorLayout.NHWC
        ? TensorShape.of(batch, height, width, colorMode.channels())
        : TensorShape.of(batch, colorMode.channels(), height, width);
  }
}
