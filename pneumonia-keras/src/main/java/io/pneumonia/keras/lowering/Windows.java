package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;

/**
 * A window as Keras describes it, and its padding in numbers once the picture's size is known.
 *
 * <p>For maintainers. With {@code same}, TensorFlow makes {@code ceil(n / s)} positions, adds the
 * {@code max((ceil(n / s) - 1) * s + (k - 1) * d + 1 - n, 0)} rows that takes, half of them on top,
 * the odd one at the bottom.
 */
final class Windows {

  private final int[] kernel;
  private final int[] strides;
  private final int[] dilation;
  private final boolean same;

  private Windows(int[] kernel, int[] strides, int[] dilation, boolean same) {
    this.kernel = kernel;
    this.strides = strides;
    this.dilation = dilation;
    this.same = same;
  }

  static Windows of(Options options) {
    return new Windows(
        options.pair("kernel_size", 0),
        options.pair("strides", 1),
        options.pair("dilation_rate", 1),
        samePadding(options));
  }

  static Windows ofPool(Options options) {
    int[] size = options.pair("pool_size", 2);
    int[] strides = options.has("strides") ? options.pair("strides", 1) : size;
    return new Windows(size, strides, new int[] {1, 1}, samePadding(options));
  }

  private static boolean samePadding(Options options) {
    return switch (options.text("padding", "valid")) {
      case "same" -> true;
      case "valid" -> false;
      default -> throw new UnsupportedOption("padding " + options.text("padding", ""));
    };
  }

  /** The kernel's size on an axis: 0 for rows, 1 for columns. */
  int kernel(int axis) {
    return kernel[axis];
  }

  int stride(int axis) {
    return strides[axis];
  }

  int dilation(int axis) {
    return dilation[axis];
  }

  boolean isSame() {
    return same;
  }

  /** The window over one picture. */
  Window over(Value picture) {
    return new Window(strides[0], strides[1], dilation[0], dilation[1], padding(picture));
  }

  private Padding padding(Value picture) {
    if (!same) {
      return Padding.NONE;
    }
    int rows = total(picture.size(1), 0);
    int columns = total(picture.size(2), 1);
    return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  private int total(long size, int axis) {
    long positions = (size + strides[axis] - 1) / strides[axis];
    long needed = (positions - 1) * strides[axis] + extent(axis) - size;
    return Math.toIntExact(Math.max(needed, 0));
  }

  /** Rows or columns that one position covers. */
  long extent(int axis) {
    return (kernel[axis] - 1L) * dilation[axis] + 1;
  }
}
