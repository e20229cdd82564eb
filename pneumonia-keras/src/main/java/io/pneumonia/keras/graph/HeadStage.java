package io.pneumonia.keras.graph;

import io.pneumonia.tensor.FloatTensor;

/** One step of a head: a row of values to a row of values, and the way back for gradients. */
interface HeadStage {

  /** The step itself. */
  double[] forward(double[] values);

  /**
   * The chain rule: from the gradient with respect to what {@link #forward} gives to the one with
   * respect to what it takes.
   *
   * @param values what it took
   * @param gradient one value for each that it gave
   */
  double[] backward(double[] values, double[] gradient);

  /** {@code values * kernel + bias}. */
  record Dense(FloatTensor kernel, FloatTensor bias) implements HeadStage {

    @Override
    public double[] forward(double[] values) {
      double[] sums = new double[bias.size()];
      for (int output = 0; output < sums.length; output++) {
        sums[output] = bias.get(output);
        for (int input = 0; input < values.length; input++) {
          sums[output] += values[input] * kernel.get(input * sums.length + output);
        }
      }
      return sums;
    }

    @Override
    public double[] backward(double[] values, double[] gradient) {
      double[] sums = new double[values.length];
      for (int input = 0; input < sums.length; input++) {
        for (int output = 0; output < gradient.length; output++) {
          sums[input] += gradient[output] * kernel.get(input * gradient.length + output);
        }
      }
      return sums;
    }
  }

  /** {@code values * scale + shift}; one number for all values, or one each. */
  record Scale(FloatTensor scale, FloatTensor shift) implements HeadStage {

    @Override
    public double[] forward(double[] values) {
      double[] results = backward(values, values);
      for (int index = 0; index < results.length; index++) {
        results[index] += shift.get(index % shift.size());
      }
      return results;
    }

    @Override
    public double[] backward(double[] values, double[] gradient) {
      double[] results = new double[gradient.length];
      for (int index = 0; index < results.length; index++) {
        results[index] = gradient[index] * scale.get(index % scale.size());
      }
      return results;
    }
  }

  /** A function of each value. */
  record Elementwise(Curve curve) implements HeadStage {

    @Override
    public double[] forward(double[] values) {
      double[] results = new double[values.length];
      for (int index = 0; index < results.length; index++) {
        results[index] = curve.value(values[index]);
      }
      return results;
    }

    @Override
    public double[] backward(double[] values, double[] gradient) {
      double[] results = new double[values.length];
      for (int index = 0; index < results.length; index++) {
        results[index] = gradient[index] * curve.slope(values[index]);
      }
      return results;
    }
  }
}
