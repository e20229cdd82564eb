package io.pneumonia.decision;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The score from which a picture counts as pneumonia, and, where one was chosen, a band of scores
 * around it that is too close to call. The band is told beside the finding and never replaces it.
 *
 * @param value from 0 (everything is pneumonia) to 1 (only a score of 1 is)
 * @param band the scores that are uncertain, the threshold among them, or null for none
 */
public record Threshold(double value, @Nullable Band band) {

  /** One half, without an uncertain band. */
  public static final Threshold DEFAULT = new Threshold(0.5, null);

  /**
   * The scores that are too close to call.
   *
   * @param low the lowest of them
   * @param high the highest of them
   */
  public record Band(double low, double high) {

    /** Refuses ends that are not probabilities in order. */
    public Band {
      if (!(low >= 0 && low <= high && high <= 1)) {
        throw new IllegalArgumentException(
            "uncertain band: expected 0 <= low <= high <= 1, found " + low + " to " + high);
      }
    }

    /**
     * Whether a score is too close to call.
     *
     * @param score the score
     * @return true from {@link #low()} to {@link #high()}, both included
     */
    public boolean contains(Probability score) {
      return score.value() >= low && score.value() <= high;
    }
  }

  /** Refuses what no probability reaches, and a band that leaves the threshold outside. */
  public Threshold {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("threshold: expected 0 to 1, found " + value);
    }
    if (band != null && (value < band.low() || value > band.high())) {
      throw new IllegalArgumentException(
          "uncertain band: expected to hold the threshold "
              + value
              + ", found "
              + band.low()
              + " to "
              + band.high());
    }
  }

  /**
   * A threshold without an uncertain band.
   *
   * @param value from 0 to 1
   * @return the threshold
   */
  public static Threshold of(double value) {
    return new Threshold(value, null);
  }

  /**
   * The same threshold with an uncertain band.
   *
   * @param low the lowest uncertain score, at most the threshold
   * @param high the highest uncertain score, at least the threshold
   * @return the threshold with the band
   */
  public Threshold withUncertainBand(double low, double high) {
    return new Threshold(value, new Band(low, high));
  }

  /**
   * The band of scores that are too close to call.
   *
   * @return the band, if one was chosen
   */
  public Optional<Band> uncertainBand() {
    return Optional.ofNullable(band);
  }

  /**
   * Whether a score is too close to call.
   *
   * @param score the score
   * @return true inside the band; false where there is none
   */
  public boolean isUncertain(Probability score) {
    return band != null && band.contains(score);
  }

  /**
   * What a score means.
   *
   * @param score the score
   * @return normal below the threshold, pneumonia from it on
   */
  public Finding decide(Probability score) {
    return score.value() < value ? Finding.NORMAL : Finding.PNEUMONIA;
  }
}
