package io.pneumonia.model;

import java.util.Objects;

/**
 * How a network scales its own input before anything else: {@code x * factor + shift}.
 *
 * @param formula in words, as the file has it: {@code (x - 127.5) / 127.5}
 * @param factor of the whole formula; the mean where channels differ
 * @param shift of the whole formula; the mean where channels differ
 */
public record InsideScaling(String formula, double factor, double shift) {

  // Networks compute with values around 1: what brings 0..255 there divides by 50 or more, what
  // starts from 0..1 divides by no more than a few, and neither moves the middle far away.
  private static final double SMALLEST_UNIT_FACTOR = 0.1;
  private static final double LARGEST_UNIT_CENTRE = 10;

  /** Refuses a missing formula and what is no number. */
  public InsideScaling {
    Objects.requireNonNull(formula, "formula");
    if (!Double.isFinite(factor) || !Double.isFinite(shift)) {
      throw new IllegalArgumentException(
          "factor and shift: expected finite numbers, found " + factor + " and " + shift);
    }
  }

  /**
   * Whether samples from 0 to 1 go in: {@code x * 2 - 1}, against {@code x / 127.5 - 1} or {@code x
   * - 123.7} for samples from 0 to 255.
   *
   * @return true for 0 to 1, false for 0 to 255
   */
  public boolean takesUnitRange() {
    return Math.abs(factor) >= SMALLEST_UNIT_FACTOR
        && Math.abs(shift) <= LARGEST_UNIT_CENTRE * Math.abs(factor);
  }

  @Override
  public String toString() {
    return formula;
  }
}
