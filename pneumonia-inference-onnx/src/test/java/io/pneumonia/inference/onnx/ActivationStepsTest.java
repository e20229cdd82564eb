package io.pneumonia.inference.onnx;

import static io.pneumonia.inference.onnx.GraphSketch.sizes;
import static io.pneumonia.inference.onnx.GraphSketch.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function against its formula in double precision. */
class ActivationStepsTest {

  private static final float INFINITE = Float.POSITIVE_INFINITY;
  private static final float[] POINTS = {
    -9, -6, -3.5f, -3, -2.5f, -1, -0.1f, 0, 0.1f, 0.5f, 1, 2.5f, 3, 5.9f, 6, 8, 11
  };

  static Stream<Arguments> functions() {
    return Stream.of(
        of(new Activation.Relu(0, INFINITE, 0), x -> Math.max(x, 0)),
        of(new Activation.Relu(0, 6, 0), x -> Math.min(Math.max(x, 0), 6)),
        of(new Activation.Relu(0.3f, INFINITE, 0), x -> x < 0 ? 0.3 * x : x),
        of(new Activation.Relu(0.3f, 6, 0), x -> x < 0 ? 0.3 * x : Math.min(x, 6)),
        of(new Activation.Relu(0, INFINITE, 1), x -> x < 1 ? 0 : x),
        of(new Activation.Relu(0.25f, 6, 2), x -> x < 2 ? 0.25 * (x - 2) : Math.min(x, 6)),
        of(new Activation.Elu(0.7f), x -> x > 0 ? x : 0.7 * Math.expm1(x)),
        of(new Activation.Gelu(true), ActivationStepsTest::geluByTanh),
        of(new Activation.Gelu(false), x -> x * phi(x)),
        of(new Activation.HardSigmoid(0.2f, 0.5f), x -> clamp(0.2 * x + 0.5)),
        of(new Activation.HardSigmoid(1 / 6f, 0.5f), x -> clamp(x / 6 + 0.5)),
        of(new Activation.HardSwish(), x -> x * clamp(x / 6 + 0.5)),
        of(new Activation.Sigmoid(), x -> 1 / (1 + Math.exp(-x))),
        of(new Activation.Swish(), x -> x / (1 + Math.exp(-x))),
        of(new Activation.Tanh(), Math::tanh),
        of(
            new Activation.Selu(),
            x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))),
        of(new Activation.Softplus(), x -> Math.log1p(Math.exp(x))),
        of(new Activation.Softsign(), x -> x / (1 + Math.abs(x))),
        of(new Activation.Exponential(), Math::exp));
  }

  private static Arguments of(Activation function, DoubleUnaryOperator formula) {
    return Arguments.of(function, formula);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void followsItsFormula(Activation function, DoubleUnaryOperator formula) {
    float[] found =
        new GraphSketch(POINTS.length)
            .then(new Op.Activate(function), POINTS.length)
            .run(tensor(sizes(1, POINTS.length), POINTS))
            .toArray();
    for (int index = 0; index < POINTS.length; index++) {
      double expected = formula.applyAsDouble(POINTS[index]);
      assertThat((double) found[index])
          .as("%s at %s", function, POINTS[index])
          .isCloseTo(expected, Offset.offset(1e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void isTheSameOnPicturesWithChannelsFirst(Activation function, DoubleUnaryOperator formula) {
    float[] found =
        new GraphSketch(1, 1, POINTS.length)
            .thenUnchangedChannelsFirst()
            .then(new Op.Activate(function), 1, 1, POINTS.length)
            .run(tensor(sizes(1, 1, 1, POINTS.length), POINTS))
            .toArray();
    for (int index = 0; index < POINTS.length; index++) {
      double expected = formula.applyAsDouble(POINTS[index]);
      assertThat((double) found[index])
          .isCloseTo(expected, Offset.offset(1e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  private static double clamp(double value) {
    return Math.min(Math.max(value, 0), 1);
  }

  private static double geluByTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** The normal distribution function by its series, which is exact enough here. */
  private static double phi(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 400; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    double exact = 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    return Math.min(Math.max(exact, 0), 1);
  }
}
