package io.pneumonia.keras.graph;

/**
 * How a kernel moves over a picture. The padding is explicit: Keras' {@code same} has been resolved
 * to numbers (bottom and right first).
 *
 * @param strideHeight rows between two positions
 * @param strideWidth columns between two positions
 * @param dilationHeight rows between two taps of the kernel
 * @param dilationWidth columns between two taps of the kernel
 * @param padding zeros around the picture
 */
public record Window(
    int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, Padding padding) {

  /** Refuses strides and dilations below one. */
  public Window {
    if (strideHeight < 1 || strideWidth < 1 || dilationHeight < 1 || dilationWidth < 1) {
      throw new IllegalArgumentException(
          "strides and dilations: expected positive, found "
              + strideHeight
              + ", "
              + strideWidth
              + ", "
              + dilationHeight
              + ", "
              + dilationWidth);
    }
  }
}
