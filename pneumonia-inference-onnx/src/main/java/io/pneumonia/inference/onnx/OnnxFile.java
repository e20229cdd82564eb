package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/**
 * What an {@code .onnx} file says about its network, large weights left out.
 *
 * @param opset of the standard operators; 0 if none is declared
 * @param nodes in execution order
 * @param constants small initializers by name
 * @param inputs names that the graph declares as inputs; older files list the weights among them
 * @param outputs names of the outputs
 */
record OnnxFile(
    long opset,
    List<NodeProto> nodes,
    Map<String, TensorProto> constants,
    List<String> inputs,
    List<String> outputs) {

  /** Whether a standard operator of this name occurs. */
  boolean has(String operator) {
    return nodes.stream().anyMatch(node -> node.getOpType().equals(operator));
  }

  /** Copies the collections. */
  OnnxFile {
    nodes = List.copyOf(nodes);
    constants = Map.copyOf(constants);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
