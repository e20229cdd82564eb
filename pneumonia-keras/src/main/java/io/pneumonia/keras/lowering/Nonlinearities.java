package io.pneumonia.keras.lowering;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Activation;

/**
 * Activations by name, as objects, and as layers. Names mean what Keras means by them: {@code
 * hard_sigmoid} changed its slope with Keras 3.
 */
final class Nonlinearities {

  private static final float NONE = Float.POSITIVE_INFINITY;
  private static final float LEAKY_FUNCTION_SLOPE = 0.2f;
  private static final double LEAKY_LAYER_SLOPE = 0.3;

  private Nonlinearities() {}

  /** The option {@code activation} of a layer. */
  static Nonlinearity of(Options options, Dialect dialect) {
    JsonNode value = options.json("activation");
    if (value.isMissingNode() || value.isNull()) {
      return Nonlinearity.LINEAR;
    }
    if (value.isTextual()) {
      return named(value.textValue(), dialect);
    }
    String className = value.path("class_name").asText();
    if (className.equals("function")) {
      return named(value.path("config").asText(), dialect);
    }
    return ofLayer(className, new Options("in an activation", value.path("config")), dialect);
  }

  static Nonlinearity named(String name, Dialect dialect) {
    if (name.equals("linear")) {
      return Nonlinearity.LINEAR;
    }
    return name.equals("softmax")
        ? Nonlinearity.softmax(-1)
        : Nonlinearity.of(name, function(name, dialect));
  }

  private static Activation function(String name, Dialect dialect) {
    return switch (name) {
      case "relu" -> new Activation.Relu(0, NONE, 0);
      case "relu6" -> new Activation.Relu(0, 6, 0);
      case "leaky_relu" -> new Activation.Relu(LEAKY_FUNCTION_SLOPE, NONE, 0);
      case "sigmoid" -> new Activation.Sigmoid();
      case "tanh" -> new Activation.Tanh();
      case "swish", "silu" -> new Activation.Swish();
      case "elu" -> new Activation.Elu(1);
      case "selu" -> new Activation.Selu();
      case "gelu" -> new Activation.Gelu(false);
      case "softplus" -> new Activation.Softplus();
      case "softsign" -> new Activation.Softsign();
      case "exponential" -> new Activation.Exponential();
      case "hard_sigmoid" -> hardSigmoid(dialect);
      case "hard_swish", "hard_silu" -> new Activation.HardSwish();
      default -> throw new UnsupportedOption("activation " + name);
    };
  }

  private static Activation hardSigmoid(Dialect dialect) {
    return dialect == Dialect.KERAS_2
        ? new Activation.HardSigmoid(0.2f, 0.5f)
        : new Activation.HardSigmoid(1 / 6f, 0.5f);
  }

  /** An activation that is a layer of its own. */
  static Nonlinearity ofLayer(String className, Options options, Dialect dialect) {
    return switch (className) {
      case "Activation" -> of(options, dialect);
      case "ReLU" ->
          Nonlinearity.of(
              "relu",
              new Activation.Relu(
                  (float) options.number("negative_slope", 0),
                  (float) options.number("max_value", NONE),
                  (float) options.number("threshold", 0)));
      case "LeakyReLU" -> Nonlinearity.of("leaky_relu", leaky(options));
      case "ELU" -> Nonlinearity.of("elu", new Activation.Elu((float) options.number("alpha", 1)));
      case "Softmax" -> softmax(options);
      default -> throw new UnsupportedOption("activation of class " + className);
    };
  }

  private static Activation leaky(Options options) {
    double slope = options.number("negative_slope", options.number("alpha", LEAKY_LAYER_SLOPE));
    return new Activation.Relu((float) slope, NONE, 0);
  }

  private static Nonlinearity softmax(Options options) {
    var axes = options.integers("axis", -1);
    if (axes.size() != 1) {
      throw new UnsupportedOption("softmax over axes " + axes);
    }
    return Nonlinearity.softmax(axes.get(0));
  }
}
