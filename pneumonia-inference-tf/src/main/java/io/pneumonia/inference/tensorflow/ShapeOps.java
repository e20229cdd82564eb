package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Operations that move values and compute nothing, or nearly nothing. */
final class ShapeOps {

  private ShapeOps() {}

  static Operand<TFloat32> input(NodeContext at) {
    Shape shape = Shape.of(at.node().shape().toArray());
    return at.tf().placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  static Operand<TFloat32> zeroPad(NodeContext at, Op.ZeroPad op) {
    return SpatialPadding.pad(at, at.input(), op.padding(), 0);
  }

  static Operand<TFloat32> crop(NodeContext at, Op.Crop op) {
    TensorShape result = at.node().shape();
    return SpatialPadding.crop(
        at, at.input(), op.amount(), (int) result.size(1), (int) result.size(2));
  }

  static Operand<TFloat32> reshape(NodeContext at) {
    return at.tf().reshape(at.input(), at.tf().constant(withOpenBatch(at.node().shape())));
  }

  static Operand<TFloat32> permute(NodeContext at, Op.Permute op) {
    List<Integer> axes = op.axes();
    int[] order = new int[axes.size() + 1];
    for (int axis = 0; axis < axes.size(); axis++) {
      order[axis + 1] = axes.get(axis);
    }
    return at.tf().linalg.transpose(at.input(), at.tf().constant(order));
  }

  static Operand<TFloat32> concatenate(NodeContext at, Op.Concatenate op) {
    return at.tf().concat(at.inputs(), at.tf().constant(op.axis()));
  }

  static Operand<TFloat32> resize(NodeContext at, Op.Resize op) {
    Ops tf = at.tf();
    Operand<TInt32> size = tf.constant(new int[] {op.height(), op.width()});
    return switch (op.method()) {
      case NEAREST ->
          tf.image.resizeNearestNeighbor(
              at.input(), size, ResizeNearestNeighbor.halfPixelCenters(true));
      case BILINEAR ->
          tf.image.resizeBilinear(at.input(), size, ResizeBilinear.halfPixelCenters(true));
    };
  }

  /** The sizes with -1 for the batch, as TensorFlow's reshape takes them. */
  static int[] withOpenBatch(TensorShape shape) {
    int[] sizes = new int[shape.rank()];
    sizes[0] = -1;
    for (int axis = 1; axis < sizes.length; axis++) {
      sizes[axis] = (int) shape.size(axis);
    }
    return sizes;
  }
}
