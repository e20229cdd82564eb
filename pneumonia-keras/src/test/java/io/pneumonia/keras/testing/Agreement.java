package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;

/**
 * How near a backend's output is to Keras'. A difference is absolute for scores, which lie between
 * 0 and 1, and relative to {@code max(1, |expected|)} for other values.
 */
public final class Agreement {

  /** The difference that is allowed. */
  public static final double TOLERANCE = 1e-5;

  private Agreement() {}

  /**
   * The largest difference between two tensors of one shape.
   *
   * @param expected what Keras computes
   * @param found what a backend computes
   * @return the difference; infinite where a value is not a number
   */
  public static double difference(FloatTensor expected, FloatTensor found) {
    double largest = 0;
    for (int index = 0; index < expected.size(); index++) {
      largest = Math.max(largest, differenceAt(expected, found, index));
    }
    return largest;
  }

  /**
   * Asserts that an output agrees, naming the branch and the value that differ most if not.
   *
   * @param fixture the network
   * @param expected what Keras computes
   * @param found what a backend computes
   */
  public static void assertAgrees(KerasFixture fixture, FloatTensor expected, FloatTensor found) {
    assertThat(found.shape()).as("%s: output shape", fixture.name()).isEqualTo(expected.shape());
    int worst = 0;
    for (int index = 1; index < expected.size(); index++) {
      if (differenceAt(expected, found, index) > differenceAt(expected, found, worst)) {
        worst = index;
      }
    }
    int rowLength = Math.toIntExact(expected.size() / expected.shape().size(0));
    assertThat(differenceAt(expected, found, worst))
        .as(
            "%s, branch %s, value %d: expected %s, found %s",
            fixture.name(),
            fixture.branchOf(worst % rowLength),
            worst,
            expected.get(worst),
            found.get(worst))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /**
   * A batch made of rows of another.
   *
   * @param batch the batch axis first
   * @param rows which rows, in which order
   * @return as many rows as were named
   */
  public static FloatTensor rows(FloatTensor batch, int... rows) {
    int length = Math.toIntExact(batch.size() / batch.shape().size(0));
    TensorShape shape = batch.shape().with(0, rows.length);
    return FloatTensor.write(
        shape,
        values -> {
          for (int row = 0; row < rows.length; row++) {
            batch.copyTo(rows[row] * length, values, row * length, length);
          }
        });
  }

  private static double differenceAt(FloatTensor expected, FloatTensor found, int index) {
    double difference = Math.abs((double) expected.get(index) - found.get(index));
    double relative = difference / Math.max(1, Math.abs(expected.get(index)));
    return Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
  }
}
