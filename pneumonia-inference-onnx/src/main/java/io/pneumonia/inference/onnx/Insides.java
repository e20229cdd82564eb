package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.GraphHead;
import io.pneumonia.spi.Tap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a network's inside.
 *
 * @param taps the names of its outputs beside the first
 * @param head what comes after its feature map, or null
 */
record Insides(Map<Tap, String> taps, @Nullable GraphHead head) {

  /** Nothing: of a file that was not converted here. */
  static final Insides NONE = new Insides(Map.of(), null);

  Insides {
    taps = Map.copyOf(taps);
  }
}
