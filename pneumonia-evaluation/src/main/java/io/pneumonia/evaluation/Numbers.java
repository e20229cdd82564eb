package io.pneumonia.evaluation;

import java.util.Arrays;

/** A list of numbers that grows, eight bytes each. */
final class Numbers {

  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  double[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
