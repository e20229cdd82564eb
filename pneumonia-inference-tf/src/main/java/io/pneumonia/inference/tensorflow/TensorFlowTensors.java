package io.pneumonia.inference.tensorflow;

import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
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

  /**
   * Feeds a batch, fetches the output and some taps.
   *
   * <p>What is fetched is kept by TensorFlow's optimizer, and what it keeps may change how the rest
   * is fused. Every run therefore computes every tap by name (the network computes them anyway), so
   * that outputs have the same bits whatever is fetched.
   */
  static TappedOutput run(Session session, NativeGraph graph, FloatTensor batch, Set<Tap> wanted) {
    List<Tap> order = List.copyOf(wanted);
    try (TFloat32 fed = toNative(batch)) {
      Session.Runner runner = session.runner().feed(graph.input(), fed).fetch(graph.output());
      order.forEach(tap -> runner.fetch(graph.taps().get(tap)));
      graph.taps().values().forEach(tap -> runner.addTarget(tap.op()));
      try (Result fetched = runner.run()) {
        Map<Tap, FloatTensor> taps = new EnumMap<>(Tap.class);
        for (int index = 0; index < order.size(); index++) {
          taps.put(order.get(index), toFloatTensor((TFloat32) fetched.get(index + 1)));
        }
        return new TappedOutput(toFloatTensor((TFloat32) fetched.get(0)), taps);
      }
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
