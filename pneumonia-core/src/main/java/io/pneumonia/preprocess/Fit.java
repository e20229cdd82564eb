package io.pneumonia.preprocess;

/** How a picture of another aspect ratio is brought to the network's. */
public enum Fit {
  /** Both sides are scaled independently: the aspect ratio is lost, no pixel is. */
  SQUASH,
  /**
   * The largest centred part of the network's aspect ratio. Pillow's filters cut at fractions of a
   * pixel, as {@code ImageOps.fit}; OpenCV's and TensorFlow's cut whole pixels off, as Keras'
   * {@code crop_to_aspect_ratio}.
   */
  CENTER_FIT
}
