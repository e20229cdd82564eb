package io.pneumonia.decision;

import java.util.Objects;

/**
 * What the network says of one class.
 *
 * @param label the class, as the model's card names it
 * @param probability of this class
 * @param positive whether this class counts as pneumonia
 */
public record ClassScore(String label, Probability probability, boolean positive) {

  /** Refuses missing parts. */
  public ClassScore {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(probability, "probability");
  }
}
