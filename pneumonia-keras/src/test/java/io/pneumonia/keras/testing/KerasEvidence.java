package io.pneumonia.keras.testing;

import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/**
 * Grad-CAM of a fixture's network, from TensorFlow.
 *
 * @param kind {@code softmax}, or {@code sigmoids} that are independent
 * @param positive the indices of the classes that count as pneumonia
 * @param maps of the score of pneumonia, before the rectifier: (pictures, height, width)
 */
public record KerasEvidence(String kind, List<Integer> positive, FloatTensor maps) {

  /** Copies the list. */
  public KerasEvidence {
    positive = List.copyOf(positive);
  }
}
