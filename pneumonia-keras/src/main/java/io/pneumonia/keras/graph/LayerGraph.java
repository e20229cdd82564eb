package io.pneumonia.keras.graph;

import java.util.List;

/**
 * A network with one input and one output: nodes in execution order. A node refers to earlier nodes
 * only, so there is no cycle; the first node is the {@link Op.Input}, and every tensor is channels
 * last with the batch axis first.
 *
 * @param name the network's own name
 * @param nodes in execution order, the input first
 * @param output the index of the node whose value is the network's output
 */
public record LayerGraph(String name, List<Node> nodes, int output) {

  /** Refuses a graph whose nodes are not in execution order. */
  public LayerGraph {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || !(nodes.get(0).op() instanceof Op.Input)) {
      throw new IllegalArgumentException("nodes: expected an input first, found none");
    }
    if (output < 0 || output >= nodes.size()) {
      throw new IllegalArgumentException(
          "output: expected 0 to " + (nodes.size() - 1) + ", found " + output);
    }
    for (int index = 0; index < nodes.size(); index++) {
      for (int input : nodes.get(index).inputs()) {
        if (input < 0 || input >= index) {
          throw new IllegalArgumentException(
              "node "
                  + nodes.get(index).name()
                  + ": expected inputs before "
                  + index
                  + ", found "
                  + input);
        }
      }
    }
  }

  /**
   * The input node.
   *
   * @return the first node
   */
  public Node inputNode() {
    return nodes.get(0);
  }

  /**
   * The output node.
   *
   * @return the node whose value is the network's output
   */
  public Node outputNode() {
    return nodes.get(output);
  }
}
