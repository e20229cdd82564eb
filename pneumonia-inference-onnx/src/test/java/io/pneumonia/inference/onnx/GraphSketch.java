package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A small layer graph, written down by hand and run by ONNX Runtime. */
final class GraphSketch {

  static final Window UNIT = new Window(1, 1, 1, 1, Padding.NONE);

  private final List<Node> nodes = new ArrayList<>();

  GraphSketch(long... inputSizes) {
    add(new Op.Input(), inputSizes);
  }

  /** Adds an operation on the latest value; sizes without the batch axis. */
  GraphSketch then(Op op, long... sizes) {
    add(op, sizes, nodes.size() - 1);
    return this;
  }

  /** Adds an operation on values by index; returns its own index. */
  int add(Op op, long[] sizes, Integer... inputs) {
    long[] shape = new long[sizes.length + 1];
    shape[0] = TensorShape.UNKNOWN;
    System.arraycopy(sizes, 0, shape, 1, sizes.length);
    String name = op.getClass().getSimpleName() + "_" + nodes.size();
    nodes.add(new Node(name, op, List.of(inputs), TensorShape.of(shape)));
    return nodes.size() - 1;
  }

  /** Adds a convolution that changes nothing but the order of the axes underneath. */
  GraphSketch thenUnchangedChannelsFirst() {
    TensorShape shape = nodes.get(nodes.size() - 1).shape();
    int channels = (int) shape.size(3);
    FloatTensor kernel =
        FloatTensor.write(
            TensorShape.of(1, 1, channels, channels),
            values -> {
              for (int channel = 0; channel < channels; channel++) {
                values[channel * channels + channel] = 1;
              }
            });
    return then(
        new Op.Convolution(kernel, zeros(channels), UNIT, 1),
        shape.size(1),
        shape.size(2),
        channels);
  }

  LayerGraph graph() {
    return new LayerGraph("sketch", nodes, nodes.size() - 1);
  }

  FloatTensor run(FloatTensor input) {
    try (InferenceSession session = open()) {
      return session.run(input);
    }
  }

  InferenceSession open() {
    LayerGraph graph = graph();
    OnnxModel model = LayerGraphConversion.convert(graph, "sketch");
    return SessionOpening.open(
        "sketch",
        BackendOptions.DEFAULT,
        (environment, options) -> environment.createSession(model.toDirectBuffer(), options),
        Map.of(),
        check ->
            new ModelSignature(
                "sketch", check.input(), check.output(), OutputActivation.UNKNOWN, null));
  }

  static FloatTensor zeros(int size) {
    return FloatTensor.of(TensorShape.of(size), new float[size]);
  }

  static FloatTensor vector(float... values) {
    return FloatTensor.of(TensorShape.of(values.length), values);
  }

  /** Values 1, 2, 3 and so on in Keras' order. */
  static FloatTensor counting(long... sizes) {
    return FloatTensor.write(
        TensorShape.of(sizes),
        values -> {
          for (int index = 0; index < values.length; index++) {
            values[index] = index + 1;
          }
        });
  }

  static FloatTensor tensor(long[] sizes, float... values) {
    return FloatTensor.of(TensorShape.of(sizes), values);
  }

  static long[] sizes(long... sizes) {
    return sizes;
  }

  static float[] repeat(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  static int[] upTo(int count) {
    return IntStream.range(0, count).toArray();
  }
}
