package io.pneumonia.persistence.grants;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a grant lives.
 *
 * @param idle after so long without use it is dead
 * @param absolute after so long it is dead in any case
 */
public record Lifetime(Duration idle, Duration absolute) {

  /** Browsers: half an hour without use, twelve hours in any case. */
  public static final Lifetime OF_SESSIONS =
      new Lifetime(Duration.ofMinutes(30), Duration.ofHours(12));

  /** Programs: a year without use, ten years in any case. */
  public static final Lifetime OF_TOKENS =
      new Lifetime(Duration.ofDays(365), Duration.ofDays(3650));

  /** Refuses times that are not positive. */
  public Lifetime {
    if (idle.isNegative() || idle.isZero() || absolute.isNegative() || absolute.isZero()) {
      throw new IllegalArgumentException(
          "lifetime: expected positive times, found " + idle + " and " + absolute);
    }
  }

  /** How exactly the last use is kept: every use would be a write otherwise. */
  Duration granularity() {
    Duration minute = Duration.ofMinutes(1);
    Duration part = idle.dividedBy(10);
    return part.compareTo(minute) < 0 ? part : minute;
  }

  Instant idleLimit(Instant now) {
    return now.minus(idle);
  }

  Instant absoluteLimit(Instant now) {
    return now.minus(absolute);
  }
}
