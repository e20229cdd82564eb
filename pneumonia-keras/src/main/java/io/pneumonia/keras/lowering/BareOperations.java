package io.pneumonia.keras.lowering;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.keras.config.LayerCall;
import io.pneumonia.keras.config.Operand;
import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Arithmetic written in Python between layers ({@code x * (1 / 6)}), which files freeze as
 * operations: {@code TFOpLambda} and {@code TensorFlowOpLayer} in Keras 2, {@code Add}, {@code
 * Multiply} and so on without any layer options in Keras 3. One operand may be a constant.
 */
final class BareOperations {

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("addv2", "add"),
          Map.entry("sub", "subtract"),
          Map.entry("mul", "multiply"),
          Map.entry("truediv", "divide"),
          Map.entry("truedivide", "divide"),
          Map.entry("realdiv", "divide"),
          Map.entry("hardsigmoid", "hard_sigmoid"),
          Map.entry("hardsilu", "hard_swish"),
          Map.entry("hardswish", "hard_swish"));

  private static final Set<String> ARITHMETIC = Set.of("add", "subtract", "multiply", "divide");
  private static final Set<String> FUNCTIONS =
      Set.of("relu", "relu6", "sigmoid", "tanh", "silu", "swish", "hard_sigmoid", "hard_swish");
  private static final Set<String> KERAS_3 =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Divide",
          "TrueDivide",
          "Relu",
          "Relu6",
          "Sigmoid",
          "Tanh",
          "Silu",
          "HardSigmoid",
          "HardSilu");

  private BareOperations() {}

  /** Whether a Keras 3 class is meant as an operation here, not as the layer of that name. */
  static boolean isOperation(String className, Options options) {
    return KERAS_3.contains(className) && !options.has("trainable") && !options.has("dtype");
  }

  static LayerRecipe.Parser keras3(String className) {
    return (options, dialect) -> recipe(className, dialect);
  }

  static LayerRecipe lambda(Options options, Dialect dialect) {
    return recipe(options.text("function", ""), dialect);
  }

  static LayerRecipe node(Options options, Dialect dialect) {
    JsonNode definition = options.json("node_def");
    LayerRecipe recipe = recipe(definition.path("op").asText("?"), dialect);
    JsonNode constants = options.json("constants");
    if (constants.isEmpty() || !(recipe instanceof LayerRecipe.Calling calling)) {
      return recipe;
    }
    boolean second = constants.has("1") && constants.size() == 1;
    if (!second) {
      throw new UnsupportedOption("constants other than a second operand");
    }
    Operand constant = new Operand.Constant(new Options("constants", constants).numbers("1"));
    return (LayerRecipe.Calling)
        (scope, call, tensors) -> {
          List<Operand> operands = new ArrayList<>(call.operands());
          operands.add(constant);
          return calling.apply(
              scope, new LayerCall(operands, call.training(), call.others()), tensors);
        };
  }

  private static LayerRecipe recipe(String function, Dialect dialect) {
    String last = function.substring(function.lastIndexOf('.') + 1);
    String lower = last.toLowerCase(Locale.ROOT);
    String name = SYNONYMS.getOrDefault(lower, lower);
    if (ARITHMETIC.contains(name)) {
      return (LayerRecipe.Calling) (scope, call, tensors) -> arithmetic(scope, name, call, tensors);
    }
    if (FUNCTIONS.contains(name)) {
      Nonlinearity nonlinearity = Nonlinearities.named(name, dialect);
      return (LayerRecipe.One) nonlinearity::alone;
    }
    throw new UnsupportedOption("function " + function);
  }

  private static Value arithmetic(
      LayerScope scope, String name, LayerCall call, List<Value> tensors) {
    if (call.operands().size() != 2 || tensors.isEmpty()) {
      throw scope.rejected("expected two operands, found " + call.operands().size());
    }
    if (call.operands().get(1) instanceof Operand.Constant constant) {
      return withConstant(scope, name, constant.values(), tensors.get(0), false);
    }
    if (call.operands().get(0) instanceof Operand.Constant constant) {
      return withConstant(scope, name, constant.values(), tensors.get(0), true);
    }
    return scope.emit(new Op.Merge(kind(name)), tensors);
  }

  private static Op.MergeKind kind(String name) {
    return switch (name) {
      case "add" -> Op.MergeKind.ADD;
      case "subtract" -> Op.MergeKind.SUBTRACT;
      case "multiply" -> Op.MergeKind.MULTIPLY;
      default -> throw new UnsupportedOption("division by a tensor");
    };
  }

  private static Value withConstant(
      LayerScope scope, String name, List<Double> values, Value in, boolean constantFirst) {
    int count = values.size();
    Op.ScaleShift op =
        switch (name) {
          case "add" -> NormalizationLayers.scaleShift(count, i -> 1, values::get);
          case "multiply" -> NormalizationLayers.scaleShift(count, values::get, i -> 0);
          case "subtract" ->
              constantFirst
                  ? NormalizationLayers.scaleShift(count, i -> -1, values::get)
                  : NormalizationLayers.scaleShift(count, i -> 1, i -> -values.get(i));
          default -> {
            if (constantFirst) {
              throw new UnsupportedOption("division by a tensor");
            }
            yield NormalizationLayers.scaleShift(count, i -> 1 / values.get(i), i -> 0);
          }
        };
    return scope.emitScaling(op, in);
  }
}
