package io.pneumonia.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How sure the network is of the finding that was made, in percent. Below 50 where a threshold
 * other than 0.5 decides against the likelier outcome.
 *
 * @param percent from 0 to 100, not rounded
 */
public record Confidence(double percent) {

  /** Refuses what is not a percentage; a negative zero becomes zero. */
  public Confidence {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("confidence: expected 0 to 100, found " + percent);
    }
    percent += 0.0;
  }

  /**
   * The percentage to show and to send: at most two decimals. It is Python's {@code round(percent,
   * 2)}: the exact binary value decides, and only an exact tie goes to the even digit. So 80.125
   * (exact in binary) becomes 80.12, and 2.675 (just below) becomes 2.67.
   *
   * @return the double that is nearest to the rounded decimal
   */
  public double rounded() {
    return new BigDecimal(percent).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }

  /**
   * The confidence in one word. The percentage decides as it is, before rounding: 95.004 is high,
   * though 95.0 is shown.
   *
   * @return high above 95, moderate above 80, else low
   */
  public ConfidenceLevel level() {
    if (percent > 95) {
      return ConfidenceLevel.HIGH;
    }
    return percent > 80 ? ConfidenceLevel.MODERATE : ConfidenceLevel.LOW;
  }
}
