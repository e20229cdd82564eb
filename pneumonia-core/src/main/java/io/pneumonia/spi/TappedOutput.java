package io.pneumonia.spi;

import io.pneumonia.tensor.FloatTensor;
import java.util.Map;

/**
 * What a network gave, with values from inside it.
 *
 * @param output one row for each of the batch
 * @param taps the values that were asked for, batch axis first, of the same rows
 */
public record TappedOutput(FloatTensor output, Map<Tap, FloatTensor> taps) {

  /** Copies the map. */
  public TappedOutput {
    taps = Map.copyOf(taps);
  }

  /**
   * One of the values that were asked for.
   *
   * @param tap which
   * @return the value, batch axis first
   * @throws IllegalArgumentException if it was not asked for
   */
  public FloatTensor tap(Tap tap) {
    FloatTensor value = taps.get(tap);
    if (value == null) {
      throw new IllegalArgumentException(
          "tap: expected one of " + taps.keySet() + ", found " + tap);
    }
    return value;
  }
}
