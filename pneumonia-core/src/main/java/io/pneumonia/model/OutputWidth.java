package io.pneumonia.model;

import io.pneumonia.tensor.TensorShape;

/** How many values a network gives for each picture. */
final class OutputWidth {

  private OutputWidth() {}

  /** The product of all sizes but the batch's, or {@link TensorShape#UNKNOWN}. */
  static long of(TensorShape output) {
    long width = 1;
    for (int axis = 1; axis < output.rank(); axis++) {
      if (output.size(axis) == TensorShape.UNKNOWN) {
        return TensorShape.UNKNOWN;
      }
      width = Math.multiplyExact(width, output.size(axis));
    }
    return width;
  }
}
