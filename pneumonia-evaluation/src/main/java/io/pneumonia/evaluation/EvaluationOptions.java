package io.pneumonia.evaluation;

import io.pneumonia.evaluation.metrics.Bootstrap;
import java.util.Objects;

/**
 * How thoroughly to evaluate.
 *
 * @param bootstrap how intervals are made; its seed also chooses the pictures to alter
 * @param alteredPerClass of how many pictures of each class robustness is measured: {@link #ALL}, 0
 *     for none, or a random sample
 */
public record EvaluationOptions(Bootstrap bootstrap, int alteredPerClass) {

  /** Robustness is measured on every picture. */
  public static final int ALL = Integer.MAX_VALUE;

  /** 2,000 resamples, and robustness on every picture. */
  public static final EvaluationOptions DEFAULT = new EvaluationOptions(Bootstrap.DEFAULT, ALL);

  /** Refuses a negative number. */
  public EvaluationOptions {
    Objects.requireNonNull(bootstrap, "bootstrap");
    if (alteredPerClass < 0) {
      throw new IllegalArgumentException(
          "robustness: expected 0 or more pictures, found " + alteredPerClass);
    }
  }
}
