package io.pneumonia.keras.lowering;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.model.InsideScaling;
import io.pneumonia.model.OutputActivation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network turned into operations, nothing folded yet.
 *
 * @param graph the operations
 * @param layers every layer of the file, a model before those in it
 * @param scaling how the network scales its input first, or null
 */
public record LoweredModel(
    LayerGraph graph, List<LayerSummary> layers, @Nullable InsideScaling scaling) {

  /** Copies the list. */
  public LoweredModel {
    layers = List.copyOf(layers);
  }

  /**
   * How the network scales its own input before any weight.
   *
   * @return its formula
   */
  public Optional<InsideScaling> scalingInside() {
    return Optional.ofNullable(scaling);
  }

  /**
   * The function at the end, seen through changes of shape.
   *
   * @return sigmoid, softmax or other
   */
  public OutputActivation activation() {
    Node node = graph.outputNode();
    while (node.op() instanceof Op.Reshape || node.op() instanceof Op.Permute) {
      node = graph.nodes().get(node.inputs().get(0));
    }
    if (node.op() instanceof Op.Softmax) {
      return OutputActivation.SOFTMAX;
    }
    return node.op() instanceof Op.Activate activate
            && activate.function() instanceof Activation.Sigmoid
        ? OutputActivation.SIGMOID
        : OutputActivation.OTHER;
  }
}
