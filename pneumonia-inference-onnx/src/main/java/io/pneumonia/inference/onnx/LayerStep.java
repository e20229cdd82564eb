package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.List;

/**
 * One node of the layer graph on its way into the ONNX graph.
 *
 * @param graph the ONNX graph so far
 * @param layers the layer graph, whole
 * @param node the node
 * @param inputs the values it reads
 */
record LayerStep(OnnxGraph graph, LayerGraph layers, Node node, List<GraphValue> inputs) {

  GraphValue input() {
    return inputs.get(0);
  }

  /** The node that an earlier node reads first. */
  Node sourceOf(Node earlier) {
    return layers.nodes().get(earlier.inputs().get(0));
  }

  String name() {
    return node.name();
  }

  /** A name for something that belongs to this node. */
  String name(String part) {
    return node.name() + "/" + part;
  }

  TensorShape shape() {
    return node.shape();
  }

  /** Adds a node whose value is this step's value, under its name. */
  GraphValue result(
      TensorLayout layout, String operator, List<String> from, AttributeProto... attributes) {
    return value(layout, graph.node(operator, name(), from, attributes));
  }

  /** This step's value, already in the graph. */
  GraphValue value(TensorLayout layout, String value) {
    return new GraphValue(graph, shape(), layout, value);
  }

  /** Adds a node whose value is only used inside this step. */
  String inner(String part, String operator, List<String> from, AttributeProto... attributes) {
    return graph.node(operator, name(part), from, attributes);
  }

  String scalar(String part, float value) {
    return graph.scalar(name(part), value);
  }
}
