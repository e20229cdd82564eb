package io.pneumonia.decision;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.tensor.FloatTensor;
import java.util.Arrays;

/**
 * One row of a network's output, checked, as probabilities.
 *
 * <p>Probabilities: float32 arithmetic may leave [0, 1] by rounding, so up to {@value #ROUNDING}
 * beyond is cut off and anything further is refused. A softmax row must sum to 1 within {@value
 * #SUM_TOLERANCE}: far more than rounding does, far less than a wrong card (independent sigmoids,
 * logits) is off.
 *
 * <p>Logits: sigmoid {@code 1 / (1 + e^-x)}, as {@code e^x / (1 + e^x)} for negative x, and softmax
 * {@code e^(x - max) / sum}, so that nothing overflows. In double with {@link StrictMath}: the same
 * bits on every platform.
 */
final class OutputRow {

  static final double ROUNDING = 1e-6;
  static final double SUM_TOLERANCE = 1e-3;

  private OutputRow() {}

  static double[] sigmoids(FloatTensor output, int row, int classes, boolean logits) {
    double[] values = finite(output, row, classes);
    if (!logits) {
      return probabilities(values);
    }
    return Arrays.stream(values).map(OutputRow::sigmoid).toArray();
  }

  static double[] softmax(FloatTensor output, int row, int classes, boolean logits) {
    double[] values = finite(output, row, classes);
    if (logits) {
      return softmax(values);
    }
    double[] probabilities = probabilities(values);
    double sum = Arrays.stream(values).sum();
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw failed(
          "the network's probabilities sum to "
              + sum
              + ": expected a softmax row that sums to 1; the output kind in the model's card may be"
              + " wrong");
    }
    return probabilities;
  }

  static void requireLogits(double[] logits, int classes) {
    if (logits.length != classes) {
      throw new IllegalArgumentException(
          "logits: expected " + classes + ", found " + logits.length);
    }
  }

  private static double[] finite(FloatTensor output, int row, int classes) {
    if (output.shape().rank() == 0) {
      throw failed("the network gave a scalar: expected rows of " + classes + " values");
    }
    long rows = output.shape().size(0);
    if (output.size() != rows * classes) {
      throw failed(
          "the network gave the shape "
              + output.shape()
              + ": expected rows of "
              + classes
              + " values, found "
              + output.size() / rows);
    }
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("row " + row + " of a batch of " + rows);
    }
    double[] values = new double[classes];
    for (int index = 0; index < classes; index++) {
      values[index] = output.get(row * classes + index);
      if (!Double.isFinite(values[index])) {
        throw failed("the network gave " + values[index] + ": expected a finite number");
      }
    }
    return values;
  }

  private static double[] probabilities(double[] values) {
    for (double value : values) {
      if (value < -ROUNDING || value > 1 + ROUNDING) {
        throw failed(
            "the network gave "
                + value
                + ": expected a probability from 0 to 1; if its last layer has no activation, the"
                + " model's card must say logits");
      }
    }
    return Arrays.stream(values).map(value -> Math.max(0, Math.min(1, value))).toArray();
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double power = StrictMath.exp(x);
    return power / (1 + power);
  }

  static double[] softmax(double[] values) {
    double max = Arrays.stream(values).max().orElseThrow();
    double[] powers = Arrays.stream(values).map(x -> StrictMath.exp(x - max)).toArray();
    double sum = 0;
    for (double power : powers) {
      sum += power;
    }
    double total = sum;
    return Arrays.stream(powers).map(power -> power / total).toArray();
  }

  private static InferenceFailed failed(String message) {
    return new InferenceFailed(ErrorCode.INFERENCE_FAILED, message);
  }
}
