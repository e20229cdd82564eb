package io.pneumonia.keras.graph;

import java.util.Optional;

/**
 * An activation with its derivative, in double precision. Where a function has a corner the slope
 * is that of its left side, as TensorFlow has it for ReLU at zero.
 */
interface Curve {

  /** The function. */
  double value(double x);

  /** Its derivative. */
  double slope(double x);

  /**
   * The curve of an activation.
   *
   * @return empty for those that dense layers hardly ever have
   */
  static Optional<Curve> of(Activation function) {
    if (function instanceof Activation.Relu relu) {
      return Optional.of(new Rectifier(relu));
    } else if (function instanceof Activation.Elu elu) {
      return Optional.of(new Exponential(1, elu.alpha()));
    } else if (function instanceof Activation.Selu) {
      return Optional.of(new Exponential(1.0507009873554805, 1.6732632423543772));
    } else if (function instanceof Activation.Sigmoid) {
      return Optional.of(new Logistic());
    } else if (function instanceof Activation.Swish) {
      return Optional.of(new Swish());
    } else if (function instanceof Activation.Tanh) {
      return Optional.of(new Tangent());
    }
    return Optional.empty();
  }

  /** {@link Activation.Relu} with all its options. */
  record Rectifier(Activation.Relu of) implements Curve {
    @Override
    public double value(double x) {
      if (x >= of.max()) {
        return of.max();
      }
      return x > of.threshold() ? x : of.slope() * (x - of.threshold());
    }

    @Override
    public double slope(double x) {
      if (x >= of.max()) {
        return 0;
      }
      return x > of.threshold() ? 1 : of.slope();
    }
  }

  /** {@code scale * x} above zero, {@code scale * alpha * (exp(x) - 1)} below: ELU, SELU. */
  record Exponential(double scale, double alpha) implements Curve {
    @Override
    public double value(double x) {
      return x > 0 ? scale * x : scale * alpha * Math.expm1(x);
    }

    @Override
    public double slope(double x) {
      return x > 0 ? scale : scale * alpha * Math.exp(x);
    }
  }

  /** {@link Activation.Sigmoid}. */
  record Logistic() implements Curve {
    @Override
    public double value(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double x) {
      double value = value(x);
      return value * (1 - value);
    }
  }

  /** {@link Activation.Swish}. */
  record Swish() implements Curve {
    private static final Logistic LOGISTIC = new Logistic();

    @Override
    public double value(double x) {
      return x * LOGISTIC.value(x);
    }

    @Override
    public double slope(double x) {
      return LOGISTIC.value(x) + x * LOGISTIC.slope(x);
    }
  }

  /** {@link Activation.Tanh}. */
  record Tangent() implements Curve {
    @Override
    public double value(double x) {
      return Math.tanh(x);
    }

    @Override
    public double slope(double x) {
      double value = Math.tanh(x);
      return 1 - value * value;
    }
  }
}
