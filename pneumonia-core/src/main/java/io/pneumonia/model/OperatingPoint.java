package io.pneumonia.model;

import org.jspecify.annotations.Nullable;

/**
 * A threshold that suits a purpose, to choose instead of the card's own.
 *
 * @param name the purpose, {@code screening} for instance
 * @param threshold from 0 to 1
 * @param sensitivity measured at this threshold, from 0 to 1, or null
 * @param specificity measured at this threshold, from 0 to 1, or null
 */
public record OperatingPoint(
    String name, double threshold, @Nullable Double sensitivity, @Nullable Double specificity) {

  /** Refuses a blank name and what is not from 0 to 1. */
  public OperatingPoint {
    Required.text("operating point name", name);
    Required.share("operating point threshold", threshold);
    Required.shareOrNull("sensitivity", sensitivity);
    Required.shareOrNull("specificity", specificity);
  }
}
