package io.pneumonia.keras;

import io.pneumonia.keras.ReferenceInterpreter.Array;
import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;

/** The reference interpreter's operations on single values and along one axis. */
final class ReferenceElementwise {

  private ReferenceElementwise() {}

  static void evaluate(Op op, Array in, Array out) {
    if (op instanceof Op.Reshape) {
      System.arraycopy(in.values, 0, out.values, 0, in.values.length);
    } else if (op instanceof Op.Activate activate) {
      for (int index = 0; index < in.values.length; index++) {
        out.values[index] = activated(activate.function(), in.values[index]);
      }
    } else if (op instanceof Op.ScaleShift by) {
      for (int index = 0; index < in.values.length; index++) {
        int channel = index % by.scale().size();
        out.values[index] = in.values[index] * by.scale().get(channel) + by.shift().get(channel);
      }
    } else if (op instanceof Op.PRelu relu) {
      Array alpha = Array.of(relu.alpha());
      out.fill(
          at -> {
            int[] from = new int[at.length - 1];
            for (int axis = 1; axis < at.length; axis++) {
              from[axis - 1] = alpha.size(axis - 1) == 1 ? 0 : at[axis];
            }
            double x = in.get(at);
            return x < 0 ? alpha.get(from) * x : x;
          });
    } else if (op instanceof Op.LayerNormalization normalization) {
      normalised(normalization, in, out);
    } else if (op instanceof Op.Softmax softmax) {
      softmax(softmax.axis(), in, out);
    } else {
      throw new IllegalArgumentException("unknown operation " + op);
    }
  }

  private static void normalised(Op.LayerNormalization op, Array in, Array out) {
    int channels = op.gamma().size();
    for (int from = 0; from < in.values.length; from += channels) {
      double mean = 0;
      for (int c = 0; c < channels; c++) {
        mean += in.values[from + c] / channels;
      }
      double variance = 0;
      for (int c = 0; c < channels; c++) {
        variance += Math.pow(in.values[from + c] - mean, 2) / channels;
      }
      for (int c = 0; c < channels; c++) {
        out.values[from + c] =
            (in.values[from + c] - mean) / Math.sqrt(variance + op.epsilon()) * op.gamma().get(c)
                + op.beta().get(c);
      }
    }
  }

  private static void softmax(int axis, Array in, Array out) {
    out.fill(
        at -> {
          int[] along = at.clone();
          double sum = 0;
          for (along[axis] = 0; along[axis] < in.size(axis); along[axis]++) {
            sum += Math.exp(in.get(along) - in.get(at));
          }
          return 1 / sum;
        });
  }

  private static double activated(Activation function, double x) {
    if (function instanceof Activation.Relu relu) {
      return x >= relu.max()
          ? relu.max()
          : x >= relu.threshold() ? x : relu.slope() * (x - relu.threshold());
    }
    if (function instanceof Activation.Elu elu) {
      return x > 0 ? x : elu.alpha() * Math.expm1(x);
    }
    if (function instanceof Activation.Gelu gelu) {
      return gelu.approximate()
          ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
          : 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }
    if (function instanceof Activation.HardSigmoid sigmoid) {
      return Math.min(Math.max(sigmoid.slope() * x + sigmoid.offset(), 0), 1);
    }
    if (function instanceof Activation.HardSwish) {
      return x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
    }
    return smooth(function, x);
  }

  private static double smooth(Activation function, double x) {
    if (function instanceof Activation.Sigmoid) {
      return 1 / (1 + Math.exp(-x));
    }
    if (function instanceof Activation.Swish) {
      return x / (1 + Math.exp(-x));
    }
    if (function instanceof Activation.Tanh) {
      return Math.tanh(x);
    }
    if (function instanceof Activation.Selu) {
      return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
    }
    if (function instanceof Activation.Softplus) {
      return Math.log1p(Math.exp(x));
    }
    if (function instanceof Activation.Softsign) {
      return x / (1 + Math.abs(x));
    }
    if (function instanceof Activation.Exponential) {
      return Math.exp(x);
    }
    throw new IllegalArgumentException("unknown function " + function);
  }

  /** By its series, which converges fast enough for the values of a fixture. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 120; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
