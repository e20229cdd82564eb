package io.pneumonia.inference.tensorflow;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The one place with native tensors; none of them outlives the call that makes it. */
final class TensorFlowTensors {

  private TensorFlowTensors() {}

  /** A constant of the graph, which keeps a copy of its own. */
  static Operand<TFloat32> constant(Ops tf, FloatTensor values) {
    try (TFloat32 copy = toNative(values)) {
      return tf.constantOf(copy);
    }
  }

  /** Feeds one tensor, fetches one. */
  static FloatTensor run(Session session, Output<?> input, Output<?> output, FloatTensor batch) {
    try (TFloat32 fed = toNative(batch);
        Result fetched = session.runner().feed(input, fed).fetch(output).run()) {
      return toFloatTensor((TFloat32) fetched.get(0));
    }
  }

  private static TFloat32 toNative(FloatTensor values) {
    Shape shape = Shape.of(values.shape().toArray());
    return TFloat32.tensorOf(shape, DataBuffers.of(values.buffer()));
  }

  private static FloatTensor toFloatTensor(TFloat32 fetched) {
    return FloatTensor.write(
        TensorShape.of(fetched.shape().asArray()),
        target -> fetched.copyTo(DataBuffers.of(target, false, false)));
  }
}
