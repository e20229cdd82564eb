package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.KerasModel;
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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Networks of one operation, run on TensorFlow. */
final class TinyNetworks {

  static final Window PLAIN = new Window(1, 1, 1, 1, Padding.NONE);

  private TinyNetworks() {}

  /** One operation on one input; the shape of the result is without its batch axis. */
  static FloatTensor run(Op op, FloatTensor input, long... result) {
    return runAll(op, List.of(input), result);
  }

  /**
   * One operation on several inputs: the network's input holds them one beside the other on the
   * last axis of a flat row, and reshapes and crops take them apart again.
   */
  static FloatTensor runAll(Op op, List<FloatTensor> inputs, long... result) {
    if (inputs.size() == 1) {
      return run(single(op, inputs.get(0).shape(), open(result)), inputs.get(0));
    }
    TensorShape wide = inputs.get(0).shape().with(1, inputs.size());
    return run(several(op, inputs, open(result)), stacked(inputs, wide));
  }

  static LayerGraph single(Op op, TensorShape input, TensorShape output) {
    Node source = new Node("input", new Op.Input(), List.of(), input.with(0, -1));
    Node only = new Node("the layer/1", op, List.of(0), output);
    return new LayerGraph("tiny", List.of(source, only), 1);
  }

  /** Inputs are (1, 1, width, channels); they lie below each other as rows of one picture. */
  private static LayerGraph several(Op op, List<FloatTensor> inputs, TensorShape output) {
    TensorShape one = inputs.get(0).shape().with(0, -1);
    TensorShape wide = one.with(1, inputs.size());
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node("input", new Op.Input(), List.of(), wide));
    for (int row = 0; row < inputs.size(); row++) {
      var crop = new Op.Crop(new Padding(row, inputs.size() - 1 - row, 0, 0));
      nodes.add(new Node("row" + row, crop, List.of(0), one));
    }
    List<Integer> rows = IntStream.rangeClosed(1, inputs.size()).boxed().toList();
    nodes.add(new Node("the layer", op, rows, output));
    return new LayerGraph("tiny", nodes, nodes.size() - 1);
  }

  private static FloatTensor stacked(List<FloatTensor> inputs, TensorShape wide) {
    return FloatTensor.write(
        wide,
        target -> {
          int at = 0;
          for (FloatTensor input : inputs) {
            input.copyTo(0, target, at, input.size());
            at += input.size();
          }
        });
  }

  static FloatTensor run(LayerGraph graph, FloatTensor input) {
    try (InferenceSession session = open(graph)) {
      return session.run(input);
    }
  }

  static InferenceSession open(LayerGraph graph) {
    return KerasSession.open("tiny.keras", model(graph), BackendOptions.DEFAULT);
  }

  static KerasModel model(LayerGraph graph) {
    var signature =
        new ModelSignature(
            "by hand",
            graph.inputNode().shape(),
            graph.outputNode().shape(),
            OutputActivation.OTHER,
            null);
    return new KerasModel(signature, List.of(), graph);
  }

  static TensorShape open(long... sizes) {
    long[] shape = new long[sizes.length + 1];
    shape[0] = TensorShape.UNKNOWN;
    System.arraycopy(sizes, 0, shape, 1, sizes.length);
    return TensorShape.of(shape);
  }

  /** Small whole numbers, so that sums are exact in any order. */
  static FloatTensor wholeNumbers(long seed, long... sizes) {
    Random random = new Random(seed);
    return FloatTensor.write(
        TensorShape.of(sizes),
        target -> {
          for (int index = 0; index < target.length; index++) {
            target[index] = random.nextInt(9) - 4;
          }
        });
  }
}
