package io.pneumonia.preprocess;

/** How a picture of another aspect ratio is brought to the network's. */
public enum Fit {
  /** Both sides are scaled independently: the aspect ratio is lost, no pixel is. */
  SQUASH,
  /** The largest centred part of the network's aspect ratio, as Pillow's {@code ImageOps.fit}. */
  CENTER_FIT
}
