package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import java.util.List;
import java.util.function.BinaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Products, sums and normalisations along the last axis, and values combined one by one. */
final class ElementOps {

  private ElementOps() {}

  static Operand<TFloat32> scaleShift(NodeContext at, Op.ScaleShift op) {
    Ops tf = at.tf();
    return tf.math.add(tf.math.mul(at.input(), at.weights(op.scale())), at.weights(op.shift()));
  }

  static Operand<TFloat32> layerNormalization(NodeContext at, Op.LayerNormalization op) {
    Ops tf = at.tf();
    Operand<TFloat32> x = at.input();
    Operand<TInt32> last = tf.constant(new int[] {at.inputShape().rank() - 1});
    Operand<TFloat32> mean = tf.math.mean(x, last, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(x, mean), last, Mean.keepDims(true));
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, at.number(op.epsilon())));
    Operand<TFloat32> scale = tf.math.mul(inverse, at.weights(op.gamma()));
    return tf.math.add(tf.math.mul(tf.math.sub(x, mean), scale), at.weights(op.beta()));
  }

  /** A product of two matrices; what has more axes is flattened to one and unfolded again. */
  static Operand<TFloat32> dense(NodeContext at, Op.Dense op) {
    Ops tf = at.tf();
    FloatTensor kernel = op.kernel();
    if (at.inputShape().rank() == 2) {
      return at.withBias(tf.linalg.matMul(at.input(), at.weights(kernel)), op.bias());
    }
    Operand<TInt32> rows = tf.constant(new int[] {-1, (int) kernel.shape().size(0)});
    Operand<TFloat32> flat = tf.reshape(at.input(), rows);
    Operand<TFloat32> product = at.withBias(tf.linalg.matMul(flat, at.weights(kernel)), op.bias());
    return tf.reshape(product, tf.constant(ShapeOps.withOpenBatch(at.node().shape())));
  }

  static Operand<TFloat32> prelu(NodeContext at, Op.PRelu op) {
    Ops tf = at.tf();
    Operand<TFloat32> x = at.input();
    Operand<TFloat32> below = tf.math.mul(x, at.weights(op.alpha()));
    return tf.select(tf.math.less(x, at.number(0)), below, x);
  }

  static Operand<TFloat32> softmax(NodeContext at, Op.Softmax op) {
    Ops tf = at.tf();
    int last = at.inputShape().rank() - 1;
    if (op.axis() == last) {
      return tf.nn.softmax(at.input());
    }
    Operand<TInt32> swap = tf.constant(swapped(last + 1, op.axis(), last));
    return tf.linalg.transpose(tf.nn.softmax(tf.linalg.transpose(at.input(), swap)), swap);
  }

  private static int[] swapped(int rank, int first, int second) {
    int[] axes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      axes[axis] = axis;
    }
    axes[first] = second;
    axes[second] = first;
    return axes;
  }

  static Operand<TFloat32> merge(NodeContext at, Op.Merge op) {
    Ops tf = at.tf();
    return switch (op.kind()) {
      case ADD -> fold(at, tf.math::add);
      case SUBTRACT -> fold(at, tf.math::sub);
      case MULTIPLY -> fold(at, tf.math::mul);
      case AVERAGE -> tf.math.div(fold(at, tf.math::add), at.number(at.inputs().size()));
      case MAXIMUM -> fold(at, tf.math::maximum);
      case MINIMUM -> fold(at, tf.math::minimum);
    };
  }

  private static Operand<TFloat32> fold(NodeContext at, BinaryOperator<Operand<TFloat32>> kind) {
    List<Operand<TFloat32>> inputs = at.inputs();
    return inputs.stream().reduce(kind).orElseThrow();
  }
}
