package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.pneumonia.model.OutputActivation;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first and the last operators of an {@code .onnx} file tell. The runtime has accepted the
 * file by now, so it has an output and no cycle.
 */
final class OnnxFacts {

  private static final Set<String> SAME_VALUES =
      Set.of("Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose");
  private static final Set<String> NO_PROBABILITIES =
      Set.of("Gemm", "MatMul", "Add", "Conv", "Tanh", "Relu", "LogSoftmax", "BatchNormalization");

  private final OnnxFile file;

  OnnxFacts(OnnxFile file) {
    this.file = file;
  }

  /** The function that the network ends with. */
  OutputActivation activation() {
    NodeProto last = producerOf(file.outputs().get(0));
    while (last != null && isStandard(last) && SAME_VALUES.contains(last.getOpType())) {
      last = last.getInputCount() == 0 ? null : producerOf(last.getInput(0));
    }
    if (last == null || !isStandard(last)) {
      return OutputActivation.UNKNOWN;
    }
    String operator = last.getOpType();
    if (operator.equals("Sigmoid")) {
      return OutputActivation.SIGMOID;
    } else if (operator.equals("Softmax")) {
      return OutputActivation.SOFTMAX;
    }
    return NO_PROBABILITIES.contains(operator) ? OutputActivation.OTHER : OutputActivation.UNKNOWN;
  }

  /**
   * How the first operators scale an input by constants.
   *
   * @param input the input's name
   * @return like {@code (x - 127.5) / 127.5}, or null if they do not
   */
  @Nullable String scaling(String input) {
    String formula = "x";
    String value = input;
    for (NodeProto node = onlyReader(value); node != null; node = onlyReader(value)) {
      if (!SAME_VALUES.contains(node.getOpType())) {
        String next = applied(node, value, formula);
        if (next.isEmpty()) {
          break;
        }
        formula = next;
      }
      value = node.getOutput(0);
    }
    return formula.equals("x") ? null : formula;
  }

  /** The formula after an operator with a constant, or nothing if it is none. */
  private String applied(NodeProto node, String value, String formula) {
    String sign =
        switch (node.getOpType()) {
          case "Mul" -> "*";
          case "Div" -> "/";
          case "Sub" -> "-";
          case "Add" -> "+";
          default -> "";
        };
    if (sign.isEmpty() || node.getInputCount() != 2 || !isStandard(node)) {
      return "";
    }
    boolean valueFirst = node.getInput(0).equals(value);
    if (!valueFirst && (sign.equals("-") || sign.equals("/"))) {
      return "";
    }
    String constant = constant(node.getInput(valueFirst ? 1 : 0));
    String operand = formula.contains(" ") ? "(" + formula + ")" : formula;
    return constant.isEmpty() ? "" : operand + " " + sign + " " + constant;
  }

  /** The number in a small float constant, or up to four that differ; nothing if it is none. */
  private String constant(String name) {
    TensorProto tensor = file.constants().get(name);
    if (tensor == null) {
      NodeProto producer = producerOf(name);
      if (producer == null || !producer.getOpType().equals("Constant")) {
        return "";
      }
      tensor = producer.getAttributeCount() == 0 ? null : producer.getAttribute(0).getT();
    }
    return tensor == null ? "" : numbers(tensor);
  }

  private static String numbers(TensorProto tensor) {
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
      return "";
    }
    List<Float> values = tensor.getFloatDataList();
    if (values.isEmpty()) {
      var raw =
          tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      values = new ArrayList<>();
      while (raw.hasRemaining() && values.size() <= 4) {
        values.add(raw.get());
      }
    }
    List<Float> distinct = values.stream().distinct().toList();
    if (distinct.isEmpty() || values.size() > 4) {
      return "";
    }
    return distinct.size() == 1 ? distinct.get(0).toString() : values.toString();
  }

  private @Nullable NodeProto producerOf(String value) {
    for (NodeProto node : file.nodes()) {
      if (node.getOutputList().contains(value)) {
        return node;
      }
    }
    return null;
  }

  private @Nullable NodeProto onlyReader(String value) {
    NodeProto reader = null;
    if (value.isEmpty()) {
      // An operator's output that is not wanted.
      return null;
    }
    for (NodeProto node : file.nodes()) {
      if (node.getInputList().contains(value)) {
        if (reader != null || node.getOutputCount() == 0) {
          return null;
        }
        reader = node;
      }
    }
    return reader;
  }

  private static boolean isStandard(NodeProto node) {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }
}
