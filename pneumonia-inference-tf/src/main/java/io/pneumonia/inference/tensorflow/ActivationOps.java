package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** Functions of one number, computed as Keras computes them on TensorFlow. */
final class ActivationOps {

  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

  private ActivationOps() {}

  static LoweringTable<Activation> table() {
    return new LoweringTable<Activation>()
        .on(Activation.Relu.class, ActivationOps::relu)
        .on(Activation.Elu.class, ActivationOps::elu)
        .on(Activation.Gelu.class, ActivationOps::gelu)
        .on(Activation.HardSigmoid.class, ActivationOps::hardSigmoid)
        .on(Activation.HardSwish.class, (at, op) -> hardSwish(at))
        .on(Activation.Sigmoid.class, (at, op) -> at.tf().math.sigmoid(at.input()))
        .on(Activation.Swish.class, (at, op) -> swish(at))
        .on(Activation.Tanh.class, (at, op) -> at.tf().math.tanh(at.input()))
        .on(Activation.Selu.class, (at, op) -> at.tf().nn.selu(at.input()))
        .on(Activation.Softplus.class, (at, op) -> at.tf().math.softplus(at.input()))
        .on(Activation.Softsign.class, (at, op) -> at.tf().nn.softsign(at.input()))
        .on(Activation.Exponential.class, (at, op) -> at.tf().math.exp(at.input()));
  }

  private static Operand<TFloat32> relu(NodeContext at, Activation.Relu op) {
    if (op.threshold() == 0 && op.max() == Float.POSITIVE_INFINITY) {
      return op.slope() == 0
          ? at.tf().nn.relu(at.input())
          : at.tf().nn.leakyRelu(at.input(), LeakyRelu.alpha(op.slope()));
    }
    if (op.threshold() == 0 && op.max() == 6 && op.slope() == 0) {
      return at.tf().nn.relu6(at.input());
    }
    return generalRelu(at, op);
  }

  private static Operand<TFloat32> generalRelu(NodeContext at, Activation.Relu op) {
    Ops tf = at.tf();
    Operand<TFloat32> x = at.input();
    Operand<TFloat32> threshold = at.number(op.threshold());
    Operand<TFloat32> below =
        op.slope() == 0
            ? tf.zerosLike(x)
            : tf.math.mul(at.number(op.slope()), tf.math.sub(x, threshold));
    Operand<TFloat32> open = tf.select(tf.math.greaterEqual(x, threshold), x, below);
    if (op.max() == Float.POSITIVE_INFINITY) {
      return open;
    }
    Operand<TFloat32> max = at.number(op.max());
    return tf.select(tf.math.greaterEqual(x, max), max, open);
  }

  private static Operand<TFloat32> elu(NodeContext at, Activation.Elu op) {
    Operand<TFloat32> unit = at.tf().nn.elu(at.input());
    if (op.alpha() == 1) {
      return unit;
    }
    return at.tf()
        .select(
            at.tf().math.greater(at.input(), at.number(0)),
            unit,
            at.tf().math.mul(at.number(op.alpha()), unit));
  }

  private static Operand<TFloat32> gelu(NodeContext at, Activation.Gelu op) {
    Ops tf = at.tf();
    Operand<TFloat32> x = at.input();
    Operand<TFloat32> share =
        op.approximate()
            ? tf.math.tanh(tf.math.mul(at.number((float) SQRT_TWO_OVER_PI), cubic(at)))
            : tf.math.erf(tf.math.mul(x, at.number((float) SQRT_HALF)));
    return tf.math.mul(tf.math.mul(at.number(0.5f), x), tf.math.add(at.number(1), share));
  }

  private static Operand<TFloat32> cubic(NodeContext at) {
    Ops tf = at.tf();
    Operand<TFloat32> x = at.input();
    Operand<TFloat32> cube = tf.math.mul(x, tf.math.mul(x, x));
    return tf.math.add(x, tf.math.mul(at.number(0.044715f), cube));
  }

  private static Operand<TFloat32> hardSigmoid(NodeContext at, Activation.HardSigmoid op) {
    Ops tf = at.tf();
    Operand<TFloat32> ramp =
        tf.math.add(tf.math.mul(at.input(), at.number(op.slope())), at.number(op.offset()));
    return tf.math.minimum(tf.math.maximum(ramp, at.number(0)), at.number(1));
  }

  private static Operand<TFloat32> hardSwish(NodeContext at) {
    Ops tf = at.tf();
    Operand<TFloat32> ramp = tf.nn.relu6(tf.math.add(at.input(), at.number(3)));
    return tf.math.mul(at.input(), tf.math.mul(ramp, at.number(1f / 6)));
  }

  private static Operand<TFloat32> swish(NodeContext at) {
    return at.tf().math.mul(at.input(), at.tf().math.sigmoid(at.input()));
  }
}
