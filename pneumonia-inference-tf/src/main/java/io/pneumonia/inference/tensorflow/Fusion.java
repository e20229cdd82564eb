package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;

/**
 * Whether TensorFlow's optimizer may fuse a convolution with its bias and what follows. Two
 * networks are spoilt by it (2.18): a convolution in groups becomes a kernel that refuses groups
 * where oneDNN is absent; a depthwise convolution that goes straight into a sum becomes a node
 * without an operation, which the optimizer complains about on standard error.
 */
final class Fusion {

  private Fusion() {}

  static boolean isSafe(LayerGraph layers) {
    return layers.nodes().stream()
        .noneMatch(node -> isGrouped(node) || addsDepthwise(layers, node));
  }

  private static boolean isGrouped(Node node) {
    return node.op() instanceof Op.Convolution op && op.groups() > 1;
  }

  private static boolean addsDepthwise(LayerGraph layers, Node node) {
    return node.op() instanceof Op.Merge merge
        && merge.kind() == Op.MergeKind.ADD
        && node.inputs().stream()
            .anyMatch(index -> layers.nodes().get(index).op() instanceof Op.DepthwiseConvolution);
  }
}
