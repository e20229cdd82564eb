package io.pneumonia.keras.graph;

import io.pneumonia.tensor.TensorShape;
import java.util.List;

/**
 * One operation applied to the values of earlier nodes.
 *
 * @param name unique in the graph: the Keras layer's name, with a suffix where one layer became
 *     several operations
 * @param op what is computed
 * @param inputs indices of earlier nodes
 * @param shape of the value: batch axis (unknown) first, every other size known, channels last
 */
public record Node(String name, Op op, List<Integer> inputs, TensorShape shape) {

  /** Copies the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}
