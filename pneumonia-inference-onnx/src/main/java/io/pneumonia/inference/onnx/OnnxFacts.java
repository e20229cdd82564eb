package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.pneumonia.model.InsideScaling;
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
   * @return with a formula like {@code (x - 127.5) / 127.5}, or null if they do not
   */
  @Nullable InsideScaling scaling(String input) {
    InsideScaling scaling = new InsideScaling("x", 1, 0);
    String value = input;
    for (NodeProto node = onlyReader(value); node != null; node = onlyReader(value)) {
      if (!SAME_VALUES.contains(node.getOpType())) {
        InsideScaling next = applied(node, value, scaling);
        if (next == null) {
          break;
        }
        scaling = next;
      }
      value = node.getOutput(0);
    }
    return scaling.formula().equals("x") ? null : scaling;
  }

  /** The scaling after an operator with a constant, or nothing if it is none. */
  private @Nullable InsideScaling applied(NodeProto node, String value, InsideScaling before) {
    String sign =
        switch (node.getOpType()) {
          case "Mul" -> "*";
          case "Div" -> "/";
          case "Sub" -> "-";
          case "Add" -> "+";
          default -> "";
        };
    if (sign.isEmpty() || node.getInputCount() != 2 || !isStandard(node)) {
      return null;
    }
    boolean valueFirst = node.getInput(0).equals(value);
    if (!valueFirst && (sign.equals("-") || sign.equals("/"))) {
      return null;
    }
    List<Float> constant = constant(node.getInput(valueFirst ? 1 : 0));
    boolean zero = sign.equals("/") && constant.contains(0f);
    return constant.isEmpty() || zero ? null : combined(before, sign, constant);
  }

  private static InsideScaling combined(InsideScaling before, String sign, List<Float> constant) {
    String formula = before.formula();
    String operand = formula.contains(" ") ? "(" + formula + ")" : formula;
    List<Float> distinct = constant.stream().distinct().toList();
    Object shown = distinct.size() == 1 ? distinct.get(0) : constant;
    double mean = constant.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    double times = sign.equals("*") ? mean : sign.equals("/") ? 1 / mean : 1;
    double plus = sign.equals("+") ? mean : sign.equals("-") ? -mean : 0;
    return new InsideScaling(
        operand + " " + sign + " " + shown, before.factor() * times, before.shift() * times + plus);
  }

  /** The numbers in a float constant of at most four; none if it is anything else. */
  private List<Float> constant(String name) {
    TensorProto tensor = file.constants().get(name);
    if (tensor == null) {
      NodeProto producer = producerOf(name);
      if (producer == null || !producer.getOpType().equals("Constant")) {
        return List.of();
      }
      tensor = producer.getAttributeCount() == 0 ? null : producer.getAttribute(0).getT();
    }
    return tensor == null ? List.of() : numbers(tensor);
  }

  private static List<Float> numbers(TensorProto tensor) {
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
      return List.of();
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
    boolean usable = values.size() <= 4 && values.stream().allMatch(Float::isFinite);
    return usable ? values : List.of();
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
