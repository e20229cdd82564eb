package io.pneumonia.inference.tensorflow;

import io.pneumonia.model.OutputActivation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a SavedModel's output is computed by: followed backwards from the output, through functions
 * and operations that change nothing, to the first that does.
 */
final class SavedModelActivation {

  private static final int MOST_STEPS = 1000;

  private final Map<String, FunctionDef> functions = new HashMap<>();

  private SavedModelActivation(GraphDef graph) {
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      functions.put(function.getSignature().getName(), function);
    }
  }

  static OutputActivation of(GraphDef graph, String tensor) {
    return new SavedModelActivation(graph).follow(graph.getNodeList(), tensor);
  }

  private OutputActivation follow(List<NodeDef> graph, String tensor) {
    Map<String, NodeDef> nodes = byName(graph);
    String next = tensor;
    for (int step = 0; step < MOST_STEPS; step++) {
      String[] parts = next.split(":", -1);
      NodeDef node = nodes.get(parts[0]);
      if (node == null) {
        return OutputActivation.UNKNOWN;
      }
      switch (node.getOp()) {
        case "Identity", "IdentityN", "StopGradient" -> next = node.getInput(index(parts));
        case "PartitionedCall", "StatefulPartitionedCall" -> {
          FunctionDef called = functions.get(node.getAttrOrThrow("f").getFunc().getName());
          if (called == null) {
            return OutputActivation.UNKNOWN;
          }
          String result = called.getSignature().getOutputArg(index(parts)).getName();
          nodes = byName(called.getNodeDefList());
          next = called.getRetOrThrow(result);
        }
        case "Sigmoid" -> {
          return OutputActivation.SIGMOID;
        }
        case "Softmax" -> {
          return OutputActivation.SOFTMAX;
        }
        default -> {
          return OutputActivation.UNKNOWN;
        }
      }
    }
    return OutputActivation.UNKNOWN;
  }

  private static Map<String, NodeDef> byName(List<NodeDef> graph) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.forEach(node -> nodes.put(node.getName(), node));
    return nodes;
  }

  /** The last part of {@code node:0}, or of {@code node:output:0} inside a function. */
  private static int index(String[] parts) {
    return parts.length < 2 ? 0 : Integer.parseInt(parts[parts.length - 1]);
  }
}
