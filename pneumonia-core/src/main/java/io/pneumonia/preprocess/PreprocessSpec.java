package io.pneumonia.preprocess;

import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.Objects;

/**
 * Everything that turns decoded pixels into the tensor a network was trained on.
 *
 * <p>The presets are 224 by 224 pixels and named after the Python code that they reproduce; a model
 * that was trained a little differently varies one: {@code PreprocessSpec.pillow().withSize(150,
 * 150)}.
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

  private static final int SIDE = 224;

  /**
   * Refuses sizes out of range, and a scaling for another number of channels.
   *
   * @param width of the network's input, in pixels
   * @param height of the network's input, in pixels
   * @param colorMode which channels, converted before resizing
   * @param fit what happens to the aspect ratio
   * @param interpolation which filter, and whose
   * @param scaling from 0..255 to float32
   * @param layout the order of the tensor's axes
   */
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
   * Pillow by hand, the reference pipeline of this project: {@code
   * np.asarray(image.convert("RGB").resize((224, 224)), np.float32) / 255.0}.
   *
   * @return RGB, squashed, bicubic, 0 to 1 by division, NHWC
   */
  public static PreprocessSpec pillow() {
    return new PreprocessSpec(
        SIDE,
        SIDE,
        ColorMode.RGB,
        Fit.SQUASH,
        Interpolation.PILLOW_BICUBIC,
        Scaling.unit(),
        TensorLayout.NHWC);
  }

  /**
   * Keras' {@code load_img(path, target_size=(224, 224))} and {@code flow_from_directory} with
   * {@code ImageDataGenerator(rescale=1/255)}. For {@code color_mode="grayscale"} use {@link
   * ColorMode#GREY}.
   *
   * @return RGB, squashed, nearest, 0 to 1 by multiplication, NHWC
   */
  public static PreprocessSpec kerasLoadImg() {
    return pillow()
        .withInterpolation(Interpolation.PILLOW_NEAREST)
        .withScaling(Scaling.rescale255());
  }

  /**
   * The code that Teachable Machine exports with a Keras model: {@code ImageOps.fit(image, (224,
   * 224), Image.Resampling.LANCZOS)} and {@code pixels.astype(np.float32) / 127.5 - 1}.
   *
   * @return RGB, centre-fitted, LANCZOS, -1 to 1, NHWC
   */
  public static PreprocessSpec teachableMachine() {
    return pillow()
        .withFit(Fit.CENTER_FIT)
        .withInterpolation(Interpolation.PILLOW_LANCZOS)
        .withScaling(Scaling.signed());
  }

  /**
   * Keras' {@code image_dataset_from_directory(path, image_size=(224, 224))}; with {@link
   * Fit#CENTER_FIT} its {@code crop_to_aspect_ratio=True}.
   *
   * @return RGB, squashed, TensorFlow's bilinear, 0 to 255, NHWC
   */
  public static PreprocessSpec tensorflowDataset() {
    return pillow()
        .withInterpolation(Interpolation.TENSORFLOW_BILINEAR)
        .withScaling(Scaling.none());
  }

  /**
   * OpenCV by hand: {@code cv2.resize(cv2.imread(path), (224, 224)) / 255.0}, which keeps blue
   * first. Code that calls {@code cvtColor(image, COLOR_BGR2RGB)} needs {@link ColorMode#RGB}.
   *
   * @return BGR, squashed, OpenCV's linear, 0 to 1 by division, NHWC
   */
  public static PreprocessSpec opencv() {
    return pillow().withColorMode(ColorMode.BGR).withInterpolation(Interpolation.OPENCV_LINEAR);
  }

  /**
   * torchvision's {@code Resize((224, 224))} of a Pillow image, {@code ToTensor} and {@code
   * Normalize} with ImageNet's statistics.
   *
   * @return RGB, squashed, Pillow's bilinear, standardised, NCHW
   */
  public static PreprocessSpec torchvision() {
    return pillow()
        .withInterpolation(Interpolation.PILLOW_BILINEAR)
        .withScaling(Scaling.imagenet())
        .withLayout(TensorLayout.NCHW);
  }

  /**
   * The same for another input size.
   *
   * @param newWidth in pixels
   * @param newHeight in pixels
   * @return a changed copy
   */
  public PreprocessSpec withSize(int newWidth, int newHeight) {
    return new PreprocessSpec(newWidth, newHeight, colorMode, fit, interpolation, scaling, layout);
  }

  /**
   * The same with other channels.
   *
   * @param newColorMode what to use instead
   * @return a changed copy
   */
  public PreprocessSpec withColorMode(ColorMode newColorMode) {
    return new PreprocessSpec(width, height, newColorMode, fit, interpolation, scaling, layout);
  }

  /**
   * The same with another treatment of the aspect ratio.
   *
   * @param newFit what to use instead
   * @return a changed copy
   */
  public PreprocessSpec withFit(Fit newFit) {
    return new PreprocessSpec(width, height, colorMode, newFit, interpolation, scaling, layout);
  }

  /**
   * The same with another filter.
   *
   * @param newInterpolation what to use instead
   * @return a changed copy
   */
  public PreprocessSpec withInterpolation(Interpolation newInterpolation) {
    return new PreprocessSpec(width, height, colorMode, fit, newInterpolation, scaling, layout);
  }

  /**
   * The same with another scaling.
   *
   * @param newScaling what to use instead
   * @return a changed copy
   */
  public PreprocessSpec withScaling(Scaling newScaling) {
    return new PreprocessSpec(width, height, colorMode, fit, interpolation, newScaling, layout);
  }

  /**
   * The same with another order of axes.
   *
   * @param newLayout what to use instead
   * @return a changed copy
   */
  public PreprocessSpec withLayout(TensorLayout newLayout) {
    return new PreprocessSpec(width, height, colorMode, fit, interpolation, scaling, newLayout);
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
