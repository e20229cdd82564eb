package io.pneumonia.keras.graph;

/** Functions of one number, with their options. */
public sealed interface Activation {

  /**
   * Keras' general rectifier, of which ReLU, ReLU6 and LeakyReLU are cases: {@code max} where
   * {@code x >= max}, {@code x} where {@code x >= threshold}, {@code slope * (x - threshold)}
   * below.
   *
   * @param slope below the threshold; 0 for ReLU
   * @param max the largest value; positive infinity for none
   * @param threshold where the slope ends; 0 for ReLU
   */
  record Relu(float slope, float max, float threshold) implements Activation {}

  /**
   * {@code x > 0 ? x : alpha * (exp(x) - 1)}.
   *
   * @param alpha the limit below
   */
  record Elu(float alpha) implements Activation {}

  /**
   * {@code x * Phi(x)}.
   *
   * @param approximate whether the tanh approximation is used instead of the error function
   */
  record Gelu(boolean approximate) implements Activation {}

  /**
   * {@code min(max(slope * x + offset, 0), 1)}: slope 1/6 in Keras 3, 0.2 in Keras 2; offset 0.5.
   *
   * @param slope of the ramp
   * @param offset at zero
   */
  record HardSigmoid(float slope, float offset) implements Activation {}

  /** {@code x * min(max(x / 6 + 0.5, 0), 1)}. */
  record HardSwish() implements Activation {}

  /** {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Activation {}

  /** {@code x * sigmoid(x)}. */
  record Swish() implements Activation {}

  /** Hyperbolic tangent. */
  record Tanh() implements Activation {}

  /** Scaled exponential linear unit. */
  record Selu() implements Activation {}

  /** {@code log(1 + exp(x))}. */
  record Softplus() implements Activation {}

  /** {@code x / (1 + |x|)}. */
  record Softsign() implements Activation {}

  /** {@code exp(x)}. */
  record Exponential() implements Activation {}
}
