package io.pneumonia.decision;

import java.util.Objects;

/**
 * A score, the threshold that decided, and what came of it.
 *
 * @param finding normal below the threshold, pneumonia from it on
 * @param rawScore the network's probability of pneumonia
 * @param threshold what decided
 * @param uncertain whether the score lies in the threshold's uncertain band; the finding stands
 */
public record Decision(
    Finding finding, Probability rawScore, Threshold threshold, boolean uncertain) {

  /** Refuses a finding that the threshold does not make of the score. */
  public Decision {
    Objects.requireNonNull(finding, "finding");
    Finding expected = threshold.decide(rawScore);
    if (finding != expected || uncertain != threshold.isUncertain(rawScore)) {
      throw new IllegalArgumentException(
          "decision: expected %s%s for score %s at threshold %s, found %s%s"
              .formatted(
                  expected,
                  marked(threshold.isUncertain(rawScore)),
                  rawScore.value(),
                  threshold.value(),
                  finding,
                  marked(uncertain)));
    }
  }

  private static String marked(boolean uncertain) {
    return uncertain ? " (uncertain)" : "";
  }

  /**
   * Decides.
   *
   * @param score the network's probability of pneumonia
   * @param threshold what decides
   * @return the decision
   */
  public static Decision of(Probability score, Threshold threshold) {
    return new Decision(threshold.decide(score), score, threshold, threshold.isUncertain(score));
  }

  /**
   * How sure the network is of this finding.
   *
   * @return {@code (1 - score) * 100} for normal, {@code score * 100} for pneumonia
   */
  public Confidence confidence() {
    Probability likelihood = finding == Finding.NORMAL ? rawScore.complement() : rawScore;
    return new Confidence(likelihood.value() * 100);
  }

  /**
   * The confidence in one word.
   *
   * @return the level
   */
  public ConfidenceLevel confidenceLevel() {
    return confidence().level();
  }
}
