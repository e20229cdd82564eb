package io.pneumonia.evaluation.metrics;

import org.jspecify.annotations.Nullable;

/**
 * A figure with its interval, or the reason why there is none.
 *
 * @param value the figure, or null where it is not defined
 * @param interval where the figure would lie 95 times in 100 samples like this one, or null where
 *     it was not asked for or is not defined
 * @param whyAbsent the reason for a missing value, or null
 */
public record Estimate(
    @Nullable Double value, @Nullable Interval interval, @Nullable String whyAbsent) {

  /** Refuses a value with a reason for its absence, neither of them, and what is not finite. */
  public Estimate {
    if ((value == null) == (whyAbsent == null) || (value != null && !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "estimate: expected a finite value or a reason, found " + value + " and " + whyAbsent);
    }
  }

  /**
   * From the 2.5th to the 97.5th percentile of the resamples.
   *
   * @param low the lower end
   * @param high the upper end
   * @param resamples in how many the figure was defined
   */
  public record Interval(double low, double high, int resamples) {}
}
