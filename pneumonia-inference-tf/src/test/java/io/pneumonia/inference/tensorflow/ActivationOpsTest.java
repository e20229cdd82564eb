package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function against its formula in double. */
class ActivationOpsTest {

  private static final float NONE = Float.POSITIVE_INFINITY;
  private static final float[] POINTS = {
    -30, -6, -3, -1.5f, -0.5f, 0, 0.5f, 1, 2.5f, 3, 5.5f, 6, 12
  };

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(new Activation.Relu(0, NONE, 0), f(x -> Math.max(x, 0))),
        Arguments.of(new Activation.Relu(0, 6, 0), f(x -> Math.min(Math.max(x, 0), 6))),
        Arguments.of(new Activation.Relu(0.25f, NONE, 0), f(x -> x >= 0 ? x : 0.25 * x)),
        Arguments.of(new Activation.Relu(1.5f, NONE, 0), f(x -> x >= 0 ? x : 1.5 * x)),
        Arguments.of(new Activation.Relu(0, NONE, 1), f(x -> x >= 1 ? x : 0)),
        Arguments.of(
            new Activation.Relu(0.5f, 5, 1), f(x -> x >= 5 ? 5 : x >= 1 ? x : 0.5 * (x - 1))),
        Arguments.of(new Activation.Elu(1), f(x -> x > 0 ? x : Math.expm1(x))),
        Arguments.of(new Activation.Elu(0.5f), f(x -> x > 0 ? x : 0.5 * Math.expm1(x))),
        Arguments.of(new Activation.Gelu(true), f(ActivationOpsTest::geluByTanh)),
        Arguments.of(
            new Activation.HardSigmoid(0.2f, 0.5f),
            f(x -> Math.min(Math.max(0.2 * x + 0.5, 0), 1))),
        Arguments.of(new Activation.HardSwish(), f(x -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1))),
        Arguments.of(new Activation.Sigmoid(), f(x -> 1 / (1 + Math.exp(-x)))),
        Arguments.of(new Activation.Swish(), f(x -> x / (1 + Math.exp(-x)))),
        Arguments.of(new Activation.Tanh(), f(Math::tanh)),
        Arguments.of(
            new Activation.Selu(),
            f(x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)))),
        Arguments.of(new Activation.Softplus(), f(x -> Math.log1p(Math.exp(x)))),
        Arguments.of(new Activation.Softsign(), f(x -> x / (1 + Math.abs(x)))),
        Arguments.of(new Activation.Exponential(), f(Math::exp)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void computesItsFormula(Activation function, DoubleUnaryOperator formula) {
    FloatTensor found = apply(function);
    for (int index = 0; index < POINTS.length; index++) {
      double expected = formula.applyAsDouble(POINTS[index]);
      assertThat((double) found.get(index))
          .as("at %s", POINTS[index])
          .isCloseTo(expected, offset(2e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void computesGeluWithTheErrorFunction() {
    FloatTensor found = apply(new Activation.Gelu(false));
    assertThat((double) found.get(4)).isCloseTo(-0.15426877, offset(1e-6));
    assertThat((double) found.get(7)).isCloseTo(0.84134475, offset(1e-6));
    assertThat((double) found.get(2)).isCloseTo(-0.00404951, offset(1e-6));
  }

  private static FloatTensor apply(Activation function) {
    FloatTensor input = FloatTensor.of(TensorShape.of(1, POINTS.length), POINTS);
    return TinyNetworks.run(new Op.Activate(function), input, POINTS.length);
  }

  private static double geluByTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  private static DoubleUnaryOperator f(DoubleUnaryOperator function) {
    return function;
  }
}
