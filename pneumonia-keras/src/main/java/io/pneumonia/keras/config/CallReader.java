package io.pneumonia.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads who calls whom. Keras 2 writes a call as {@code [["conv", 0, 0, {}], ...]}, or without the
 * outer list for a bare operation; Keras 3 as {@code {"args": [tensor, ...], "kwargs": {}}}, where
 * a tensor is an object with a {@code keras_history}.
 */
final class CallReader {

  private static final int MAX_OPERANDS = 10_000;
  private static final String CONSTANT = "_CONSTANT_VALUE";

  private final String owner;
  private final List<Operand> operands = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private boolean training;

  private CallReader(String owner) {
    this.owner = owner;
  }

  static List<LayerCall> read(String owner, JsonNode inboundNodes) {
    List<LayerCall> calls = new ArrayList<>();
    for (JsonNode call : inboundNodes) {
      calls.add(new CallReader(owner).call(call));
    }
    return calls;
  }

  /** The references in {@code input_layers} or {@code output_layers}, however they are nested. */
  static List<TensorRef> references(String owner, JsonNode node) {
    List<TensorRef> references = new ArrayList<>();
    collect(owner, node, references);
    return references;
  }

  private static void collect(String owner, JsonNode node, List<TensorRef> references) {
    if (isReference(node)) {
      references.add(reference(owner, node));
    } else if (node.isContainerNode() && references.size() < MAX_OPERANDS) {
      node.forEach(each -> collect(owner, each, references));
    } else {
      throw corrupt(owner, "a layer, a call and an output", node);
    }
  }

  private LayerCall call(JsonNode call) {
    if (call.isObject() && call.has("args")) {
      call.path("args").forEach(this::argument);
      keywords(call.path("kwargs"));
    } else if (isReference(call)) {
      legacyOperand(call);
    } else {
      legacyOperands(call);
    }
    return new LayerCall(operands, training, others);
  }

  private void legacyOperands(JsonNode structure) {
    for (JsonNode each : structure) {
      if (isReference(each)) {
        legacyOperand(each);
      } else if (each.isContainerNode()) {
        legacyOperands(each);
      } else {
        throw corrupt(owner, "a layer, a call and an output", each);
      }
    }
  }

  private void legacyOperand(JsonNode entry) {
    if (entry.get(0).asText().equals(CONSTANT)) {
      constant(entry.path(2));
    } else {
      add(new Operand.Tensor(reference(owner, entry)));
    }
    keywords(entry.path(3));
  }

  private void argument(JsonNode argument) {
    if (argument.path("class_name").asText().equals("__keras_tensor__")) {
      add(new Operand.Tensor(reference(owner, argument.path("config").path("keras_history"))));
    } else if (argument.isArray() && !argument.isEmpty() && !argument.get(0).isNumber()) {
      argument.forEach(this::argument);
    } else if (!argument.isNull()) {
      constant(argument);
    }
  }

  private void keywords(JsonNode keywords) {
    for (Map.Entry<String, JsonNode> keyword : keywords.properties()) {
      JsonNode value = keyword.getValue();
      boolean given = !value.isNull() && !(value.isBoolean() && !value.booleanValue());
      switch (keyword.getKey()) {
        case "training" -> training = training || given;
        case "name" -> {}
        case "y", "x2" -> second(value);
        default -> {
          if (given) {
            others.add(keyword.getKey());
          }
        }
      }
    }
  }

  /** The second operand of an arithmetic operation, when it is given by name. */
  private void second(JsonNode value) {
    if (isReference(value)) {
      add(new Operand.Tensor(reference(owner, value)));
    } else {
      argument(value);
    }
  }

  private void constant(JsonNode value) {
    add(
        new Operand.Constant(
            Numbers.read(value, MAX_OPERANDS)
                .filter(numbers -> !numbers.isEmpty())
                .orElseThrow(() -> corrupt(owner, "a tensor or numbers", value))));
  }

  private void add(Operand operand) {
    if (operands.size() == MAX_OPERANDS) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, "layer " + owner + ": expected at most 10000 inputs");
    }
    operands.add(operand);
  }

  private static boolean isReference(JsonNode node) {
    return node.isArray()
        && node.size() >= 3
        && node.get(0).isTextual()
        && node.get(1).canConvertToInt();
  }

  private static TensorRef reference(String owner, JsonNode node) {
    if (!isReference(node) || !node.get(2).canConvertToInt()) {
      throw corrupt(owner, "a layer, a call and an output", node);
    }
    return new TensorRef(node.get(0).textValue(), node.get(1).intValue(), node.get(2).intValue());
  }

  private static ModelRejected corrupt(String owner, String expected, JsonNode found) {
    String text = found.isMissingNode() ? "nothing" : found.toString();
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT,
        "layer "
            + owner
            + ": connection: expected "
            + expected
            + ", found "
            + text.substring(0, Math.min(text.length(), 60)));
  }
}
