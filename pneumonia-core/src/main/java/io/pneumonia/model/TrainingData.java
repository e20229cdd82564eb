package io.pneumonia.model;

import org.jspecify.annotations.Nullable;

/**
 * What a model was trained on.
 *
 * @param name of the data set
 * @param citation how its authors want to be cited, or null
 * @param licence of the data, or null
 * @param size how many pictures, positive, or null
 */
public record TrainingData(
    String name, @Nullable String citation, @Nullable String licence, @Nullable Long size) {

  /** Refuses blank texts and a size that is not positive. */
  public TrainingData {
    Required.text("training data name", name);
    Required.textOrNull("citation", citation);
    Required.textOrNull("training data licence", licence);
    if (size != null && size < 1) {
      throw new IllegalArgumentException("size: expected positive, found " + size);
    }
  }
}
