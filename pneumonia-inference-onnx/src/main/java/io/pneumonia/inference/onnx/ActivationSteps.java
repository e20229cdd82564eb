package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.TensorLayout;
import java.util.List;

/** Functions of each element, in whatever order of axes the value has. */
final class ActivationSteps {

  private ActivationSteps() {}

  static GraphValue activate(Op.Activate op, LayerStep step) {
    Activation function = op.function();
    if (function instanceof Activation.Relu relu) {
      return relu(relu, step);
    } else if (function instanceof Activation.Elu elu) {
      return simple(step, "Elu", Attributes.number("alpha", elu.alpha()));
    } else if (function instanceof Activation.Gelu gelu) {
      return gelu.approximate() ? geluByTanh(step) : geluByErf(step);
    } else if (function instanceof Activation.HardSigmoid ramp) {
      return simple(step, "HardSigmoid", ramp(ramp.slope(), ramp.offset()));
    } else if (function instanceof Activation.HardSwish) {
      return gated(step, "HardSigmoid", ramp(1 / 6f, 0.5f));
    } else if (function instanceof Activation.Swish) {
      return gated(step, "Sigmoid");
    } else if (function instanceof Activation.Selu) {
      return simple(
          step,
          "Selu",
          Attributes.number("alpha", (float) 1.6732632423543772),
          Attributes.number("gamma", (float) 1.0507009873554805));
    }
    return simple(step, parameterless(function));
  }

  private static String parameterless(Activation function) {
    if (function instanceof Activation.Sigmoid) {
      return "Sigmoid";
    } else if (function instanceof Activation.Tanh) {
      return "Tanh";
    } else if (function instanceof Activation.Softplus) {
      return "Softplus";
    } else if (function instanceof Activation.Softsign) {
      return "Softsign";
    } else if (function instanceof Activation.Exponential) {
      return "Exp";
    }
    throw new IllegalArgumentException("activation: expected a known one, found " + function);
  }

  private static GraphValue relu(Activation.Relu relu, LayerStep step) {
    boolean unbounded = relu.max() == Float.POSITIVE_INFINITY;
    if (relu.threshold() != 0 || (relu.slope() != 0 && !unbounded)) {
      return generalRelu(relu, step);
    }
    if (relu.slope() != 0) {
      return simple(step, "LeakyRelu", Attributes.number("alpha", relu.slope()));
    }
    if (unbounded) {
      return simple(step, "Relu");
    }
    TensorLayout layout = step.input().layout();
    return step.result(
        layout,
        "Clip",
        List.of(step.input().in(layout), step.scalar("min", 0), step.scalar("max", relu.max())));
  }

  private static GraphValue generalRelu(Activation.Relu relu, LayerStep step) {
    TensorLayout layout = step.input().layout();
    String x = step.input().in(layout);
    String threshold = step.scalar("threshold", relu.threshold());
    String distance = step.inner("distance", "Sub", List.of(x, threshold));
    String below =
        step.inner("below", "Mul", List.of(distance, step.scalar("slope", relu.slope())));
    String isAbove = step.inner("is_above", "GreaterOrEqual", List.of(x, threshold));
    if (relu.max() == Float.POSITIVE_INFINITY) {
      return step.result(layout, "Where", List.of(isAbove, x, below));
    }
    String open = step.inner("open", "Where", List.of(isAbove, x, below));
    String max = step.scalar("max", relu.max());
    String isMost = step.inner("is_most", "GreaterOrEqual", List.of(x, max));
    return step.result(layout, "Where", List.of(isMost, max, open));
  }

  /** {@code x * 0.5 * (1 + erf(x / sqrt(2)))}: the shape of graph that the runtime fuses. */
  private static GraphValue geluByErf(LayerStep step) {
    TensorLayout layout = step.input().layout();
    String x = step.input().in(layout);
    String root = step.scalar("root", (float) Math.sqrt(2));
    String scaled = step.inner("scaled", "Div", List.of(x, root));
    String erf = step.inner("erf", "Erf", List.of(scaled));
    String sum = step.inner("sum", "Add", List.of(erf, step.scalar("one", 1)));
    String product = step.inner("product", "Mul", List.of(x, sum));
    return step.result(layout, "Mul", List.of(product, step.scalar("half", 0.5f)));
  }

  /** {@code x * 0.5 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))}. */
  private static GraphValue geluByTanh(LayerStep step) {
    TensorLayout layout = step.input().layout();
    String x = step.input().in(layout);
    String square = step.inner("square", "Mul", List.of(x, x));
    String cube = step.inner("cube", "Mul", List.of(square, x));
    String small = step.inner("small", "Mul", List.of(cube, step.scalar("factor", 0.044715f)));
    String inside = step.inner("inside", "Add", List.of(x, small));
    String root = step.scalar("root", (float) Math.sqrt(2 / Math.PI));
    String scaled = step.inner("scaled", "Mul", List.of(inside, root));
    String tanh = step.inner("tanh", "Tanh", List.of(scaled));
    String sum = step.inner("sum", "Add", List.of(tanh, step.scalar("one", 1)));
    String product = step.inner("product", "Mul", List.of(x, sum));
    return step.result(layout, "Mul", List.of(product, step.scalar("half", 0.5f)));
  }

  private static GraphValue simple(LayerStep step, String operator, AttributeProto... attributes) {
    TensorLayout layout = step.input().layout();
    return step.result(layout, operator, List.of(step.input().in(layout)), attributes);
  }

  /** {@code x * gate(x)}. */
  private static GraphValue gated(LayerStep step, String gate, AttributeProto... attributes) {
    TensorLayout layout = step.input().layout();
    String x = step.input().in(layout);
    String opening = step.inner("gate", gate, List.of(x), attributes);
    return step.result(layout, "Mul", List.of(x, opening));
  }

  private static AttributeProto[] ramp(float slope, float offset) {
    return new AttributeProto[] {
      Attributes.number("alpha", slope), Attributes.number("beta", offset)
    };
  }
}
