package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.metrics.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Figures {

  static final String ABSENT = "n/a";

  private Figures() {}

  static String of(@Nullable Double value) {
    return value == null ? ABSENT : String.format(Locale.ROOT, "%.3f", value);
  }

  static String of(Estimate.@Nullable Interval interval) {
    return interval == null ? "" : of(interval.low()) + " to " + of(interval.high());
  }

  /** As many digits as it takes to decide the same with it. */
  static String exact(@Nullable Double value) {
    return value == null ? ABSENT : Double.toString(value);
  }

  static String signed(@Nullable Double value) {
    return value == null ? ABSENT : String.format(Locale.ROOT, "%+.3f", value);
  }
}
