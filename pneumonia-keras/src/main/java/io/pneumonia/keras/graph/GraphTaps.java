package io.pneumonia.keras.graph;

import io.pneumonia.spi.Tap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the nodes of a network whose values are its {@link Tap}s. */
public final class GraphTaps {

  private final LayerGraph graph;

  private GraphTaps(LayerGraph graph) {
    this.graph = graph;
  }

  /**
   * Looks at a network from its output backwards. The input itself is no tap.
   *
   * @param graph the network
   * @return for each tap that the network has, the index of the node whose value it is
   */
  public static Map<Tap, Integer> of(LayerGraph graph) {
    GraphTaps search = new GraphTaps(graph);
    Map<Tap, Integer> taps = new EnumMap<>(Tap.class);
    search.features().ifPresent(node -> taps.put(Tap.FEATURES, node));
    search.featureMap().ifPresent(node -> taps.put(Tap.FEATURE_MAP, node));
    taps.values().removeIf(node -> node == 0);
    return taps;
  }

  /** The input of the dense layer that nothing but functions of its values comes after. */
  private OptionalInt features() {
    Node node = graph.outputNode();
    while (isElementwise(node) && node.inputs().size() == 1) {
      node = source(node);
    }
    return node.op() instanceof Op.Dense && source(node).shape().rank() == 2
        ? OptionalInt.of(node.inputs().get(0))
        : OptionalInt.empty();
  }

  /** The input of the one mean over a picture that every way from the output leads to. */
  private OptionalInt featureMap() {
    Set<Integer> means = new HashSet<>();
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> ahead = new ArrayDeque<>(Set.of(graph.output()));
    while (!ahead.isEmpty()) {
      int index = ahead.remove();
      Node node = graph.nodes().get(index);
      if (isMean(node)) {
        means.add(index);
      } else if (!isElementwise(node) && !(node.op() instanceof Op.Dense)) {
        return OptionalInt.empty();
      } else if (seen.add(index)) {
        ahead.addAll(node.inputs());
      }
    }
    return means.size() == 1
        ? OptionalInt.of(graph.nodes().get(means.iterator().next()).inputs().get(0))
        : OptionalInt.empty();
  }

  private static boolean isMean(Node node) {
    return node.op() instanceof Op.GlobalPool pool && pool.kind() == Op.PoolKind.AVERAGE;
  }

  /** Softmax counts: it works on the same row of values, as does a change of shape alone. */
  private boolean isElementwise(Node node) {
    Op op = node.op();
    return op instanceof Op.Activate
        || op instanceof Op.Softmax
        || op instanceof Op.PRelu
        || op instanceof Op.ScaleShift
        || op instanceof Op.Merge
        || (op instanceof Op.Reshape && isRow(node) && isRow(source(node)));
  }

  /** Whether all values of a picture lie along the last axis. */
  private static boolean isRow(Node node) {
    long last = node.shape().size(node.shape().rank() - 1);
    return node.shape().with(0, 1).elements() == last;
  }

  private Node source(Node node) {
    return graph.nodes().get(node.inputs().get(0));
  }
}
