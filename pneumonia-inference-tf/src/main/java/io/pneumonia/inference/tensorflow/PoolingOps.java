package io.pneumonia.inference.tensorflow;

import static io.pneumonia.inference.tensorflow.SpatialPadding.spatial;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Pooling. TensorFlow's own {@code SAME} leaves padding out of a mean and of a maximum. Any other
 * padding is done before: with negative infinity for a maximum; with zeros for a mean, which is
 * then corrected by {@code window / (elements of the window that lie in the picture)}.
 */
final class PoolingOps {

  private PoolingOps() {}

  static Operand<TFloat32> pool(NodeContext at, Op.Pool op) {
    return switch (op.kind()) {
      case MAX -> maximum(at, op);
      case AVERAGE -> mean(at, op);
    };
  }

  static Operand<TFloat32> global(NodeContext at, Op.GlobalPool op) {
    Operand<TInt32> axes = at.tf().constant(new int[] {1, 2});
    return switch (op.kind()) {
      case MAX -> at.tf().reduceMax(at.input(), axes, ReduceMax.keepDims(op.keepDims()));
      case AVERAGE -> at.tf().math.mean(at.input(), axes, Mean.keepDims(op.keepDims()));
    };
  }

  private static Operand<TFloat32> maximum(NodeContext at, Op.Pool op) {
    Window window = op.window();
    var padding = SpatialPadding.of(at, op.height(), op.width(), window);
    Operand<TFloat32> picture = at.input();
    if (padding == SpatialPadding.EXPLICIT) {
      picture = SpatialPadding.pad(at, picture, window.padding(), Float.NEGATIVE_INFINITY);
      padding = SpatialPadding.VALID;
    }
    return at.tf()
        .nn
        .maxPool(
            picture,
            at.tf().constant(new int[] {1, op.height(), op.width(), 1}),
            at.tf().constant(new int[] {1, window.strideHeight(), window.strideWidth(), 1}),
            padding.name());
  }

  private static Operand<TFloat32> mean(NodeContext at, Op.Pool op) {
    Window window = op.window();
    var padding = SpatialPadding.of(at, op.height(), op.width(), window);
    if (padding != SpatialPadding.EXPLICIT) {
      return windowMean(at, op, at.input(), padding);
    }
    var padded = SpatialPadding.pad(at, at.input(), window.padding(), 0);
    var mean = windowMean(at, op, padded, SpatialPadding.VALID);
    return at.tf().math.mul(mean, at.weights(correction(at, op)));
  }

  private static Operand<TFloat32> windowMean(
      NodeContext at, Op.Pool op, Operand<TFloat32> picture, SpatialPadding padding) {
    return at.tf()
        .nn
        .avgPool(
            picture,
            spatial(op.height(), op.width()),
            spatial(op.window().strideHeight(), op.window().strideWidth()),
            padding.name());
  }

  private static FloatTensor correction(NodeContext at, Op.Pool op) {
    Window window = op.window();
    Padding padding = window.padding();
    int rows = (int) at.node().shape().size(1);
    int columns = (int) at.node().shape().size(2);
    float area = (float) op.height() * op.width();
    return FloatTensor.write(
        TensorShape.of(1, rows, columns, 1),
        target -> {
          for (int row = 0; row < rows; row++) {
            int top = row * window.strideHeight() - padding.top();
            int inHeight = overlap(top, op.height(), at.inputHeight());
            for (int column = 0; column < columns; column++) {
              int left = column * window.strideWidth() - padding.left();
              int inWidth = overlap(left, op.width(), at.inputWidth());
              target[row * columns + column] = area / ((float) inHeight * inWidth);
            }
          }
        });
  }

  private static int overlap(int start, int length, int size) {
    return Math.min(start + length, size) - Math.max(start, 0);
  }
}
