package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** An ONNX graph while it grows: nodes, weights, and names that stay unique. */
final class OnnxGraph {

  /** The operator set written: the first with LayerNormalization. */
  static final int OPSET = 17;

  private static final int IR_VERSION = 8;
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph;
  private final List<Weight> weights = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name.isEmpty() ? "model" : name);
  }

  /** Declares the input. */
  String input(String name, TensorShape shape) {
    String input = unique(name);
    graph.addInput(valueInfo(input, shape));
    return input;
  }

  /** Declares a value as an output, after those declared before. */
  void output(String value, TensorShape shape) {
    graph.addOutput(valueInfo(value, shape));
  }

  /**
   * Adds a node with one output.
   *
   * @return the name of its value
   */
  String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
    String value = unique(name);
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(value)
            .addAllInput(inputs)
            .addOutput(value);
    for (AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    graph.addNode(node);
    return value;
  }

  /** Adds a weight of the tensor's own shape. */
  String weight(String name, FloatTensor values) {
    return weight(
        name,
        values,
        IntStream.range(0, values.shape().rank()).toArray(),
        values.shape().toArray());
  }

  /** Adds a weight whose axes are reordered ({@code axes}) and whose shape is {@code dims}. */
  String weight(String name, FloatTensor values, int[] axes, long... dims) {
    String weight = unique(name);
    weights.add(new Weight(weight, values, axes, dims));
    return weight;
  }

  /** Adds a number that broadcasts to any shape. */
  String scalar(String name, float value) {
    return weight(name, FloatTensor.of(TensorShape.of(), value));
  }

  /** Adds a vector of whole numbers. */
  String integers(String name, long... values) {
    String constant = unique(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(constant)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return constant;
  }

  /** The model so far; {@code source} names its file in a refusal. */
  OnnxModel toModel(String source) {
    ModelProto header =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("pneumonia")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .build();
    return new OnnxModel(source, header, graph.build(), weights);
  }

  private String unique(String name) {
    String candidate = name;
    for (int number = 1; !names.add(candidate); number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }

  private static ValueInfoProto valueInfo(String name, TensorShape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (long size : shape.toArray()) {
      TensorShapeProto.Dimension.Builder dim = dims.addDimBuilder();
      if (size == TensorShape.UNKNOWN) {
        dim.setDimParam(BATCH);
      } else {
        dim.setDimValue(size);
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(dims)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
