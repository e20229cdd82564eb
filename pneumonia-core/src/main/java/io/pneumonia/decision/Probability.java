package io.pneumonia.decision;

/**
 * How likely a picture shows pneumonia, as the network says; neither a threshold nor a percentage.
 *
 * <p>Networks give float32, which a double holds exactly: what is computed from this value is what
 * Python computes from {@code float(score)}.
 *
 * @param value from 0 (normal) to 1 (pneumonia)
 */
public record Probability(double value) implements Comparable<Probability> {

  /** Refuses what is not a probability; a negative zero becomes zero. */
  public Probability {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("probability: expected 0 to 1, found " + value);
    }
    value += 0.0;
  }

  /**
   * The other outcome's probability.
   *
   * @return {@code 1 - value}, in double arithmetic
   */
  public Probability complement() {
    return new Probability(1 - value);
  }

  @Override
  public int compareTo(Probability other) {
    return Double.compare(value, other.value);
  }
}
