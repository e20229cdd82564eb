package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.NetworkConfig;
import io.pneumonia.keras.file.WeightStore;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.ShapeInference;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a network's configuration and weights into operations. */
public final class ModelLowering {

  private static final long MAX_INPUT = 1L << 28;

  private ModelLowering() {}

  /**
   * Lowers a network with one input and one output.
   *
   * @param network its configuration
   * @param weights its weights
   * @param kerasVersion the version that wrote the file, for what changed its meaning
   * @param inputShape the input's shape, where the file leaves sizes open
   * @return the operations, nothing folded yet
   * @throws ModelRejected if a layer is out of scope, or weights and configuration do not fit
   */
  public static LoweredModel lower(
      NetworkConfig network,
      WeightStore weights,
      String kerasVersion,
      Optional<TensorShape> inputShape) {
    TensorShape shape = InputShapes.of(network, inputShape);
    GraphEmitter emitter = new GraphEmitter();
    ScalingNotes notes = new ScalingNotes();
    List<PreparedLayer> layers =
        new Preparation(Dialect.of(kerasVersion), weights, emitter, notes).prepare(network);
    requireSmall(shape);
    Value input = emitter.input("input", shape);
    List<Value> outputs = NetworkRun.run(network, layers, List.of(input));
    if (outputs.size() != 1) {
      throw new ModelRejected(
          ErrorCode.MODEL_SHAPE_UNSUPPORTED, "expected one output, found " + outputs.size());
    }
    weights.requireAllUsed();
    LayerGraph graph = emitter.graph(network.name(), outputs.get(0));
    List<LayerSummary> summaries = new ArrayList<>();
    summarise(layers, summaries);
    return new LoweredModel(graph, summaries, notes.scaling(graph).orElse(null));
  }

  private static void requireSmall(TensorShape shape) {
    try {
      if (ShapeInference.elementsOf(shape) <= MAX_INPUT) {
        return;
      }
    } catch (ArithmeticException e) {
      // more than a long holds is too much as well
    }
    throw new ModelRejected(
        ErrorCode.MODEL_TOO_LARGE, "input: expected at most 2^28 values, found shape " + shape);
  }

  private static void summarise(List<PreparedLayer> layers, List<LayerSummary> summaries) {
    for (PreparedLayer layer : layers) {
      summaries.add(
          new LayerSummary(
              layer.config().path(), layer.config().className(), layer.scope().parameters()));
      List<PreparedLayer> nested = layer.nested();
      if (nested != null) {
        summarise(nested, summaries);
      }
    }
  }
}
