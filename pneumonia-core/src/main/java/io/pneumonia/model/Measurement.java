package io.pneumonia.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A measured figure.
 *
 * @param metric what was measured: {@code AUROC}
 * @param value the figure
 * @param ci95 its 95 percent confidence interval, or null
 * @param dataSet what it was measured on
 * @param date when, or null
 */
public record Measurement(
    String metric,
    double value,
    @Nullable Interval ci95,
    String dataSet,
    @Nullable LocalDate date) {

  /**
   * An interval.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {

    /** Refuses ends that are not finite or not in order. */
    public Interval {
      Required.finite("interval", low);
      Required.finite("interval", high);
      if (low > high) {
        throw new IllegalArgumentException(
            "interval: expected low <= high, found " + low + " to " + high);
      }
    }
  }

  /** Refuses blank texts and a figure that is not finite. */
  public Measurement {
    Required.text("metric", metric);
    Required.finite("measured value", value);
    Required.text("data set", dataSet);
  }
}
