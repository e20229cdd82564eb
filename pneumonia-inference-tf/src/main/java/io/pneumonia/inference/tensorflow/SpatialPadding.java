package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * An explicit padding in TensorFlow's words: {@code VALID} where there is none, {@code SAME} where
 * it is what TensorFlow would choose itself (the kernels are fastest there), else {@code EXPLICIT}.
 *
 * <p>{@code SAME} of one axis: {@code out = ceil(in / stride)} and {@code total = max((out - 1) *
 * stride + (kernel - 1) * dilation + 1 - in, 0)}, the half of which, rounded down, goes in front.
 */
enum SpatialPadding {
  VALID,
  SAME,
  EXPLICIT;

  static SpatialPadding of(NodeContext at, int kernelHeight, int kernelWidth, Window window) {
    Padding padding = window.padding();
    if (padding.equals(Padding.NONE)) {
      return VALID;
    }
    boolean same =
        isSame(
                at.inputHeight(),
                (kernelHeight - 1) * window.dilationHeight() + 1,
                window.strideHeight(),
                padding.top(),
                padding.bottom())
            && isSame(
                at.inputWidth(),
                (kernelWidth - 1) * window.dilationWidth() + 1,
                window.strideWidth(),
                padding.left(),
                padding.right());
    return same ? SAME : EXPLICIT;
  }

  private static boolean isSame(int in, int extent, int stride, int before, int after) {
    int out = (in + stride - 1) / stride;
    int total = Math.max((out - 1) * stride + extent - in, 0);
    return before == total / 2 && after == total - total / 2;
  }

  /** A picture with a border of one value. */
  static Operand<TFloat32> pad(
      NodeContext at, Operand<TFloat32> picture, Padding border, float value) {
    if (border.equals(Padding.NONE)) {
      return picture;
    }
    int[][] amounts = {
      {0, 0}, {border.top(), border.bottom()}, {border.left(), border.right()}, {0, 0}
    };
    return at.tf().pad(picture, at.tf().constant(amounts), at.number(value));
  }

  /** A picture without its border; the sizes that remain are given. */
  static Operand<TFloat32> crop(
      NodeContext at, Operand<TFloat32> picture, Padding border, int height, int width) {
    if (border.equals(Padding.NONE)) {
      return picture;
    }
    int[] begin = {0, border.top(), border.left(), 0};
    int[] size = {-1, height, width, -1};
    return at.tf().slice(picture, at.tf().constant(begin), at.tf().constant(size));
  }

  static List<Long> explicit(Padding padding) {
    return List.of(
        0L,
        0L,
        (long) padding.top(),
        (long) padding.bottom(),
        (long) padding.left(),
        (long) padding.right(),
        0L,
        0L);
  }

  static List<Long> spatial(int height, int width) {
    return List.of(1L, (long) height, (long) width, 1L);
  }
}
