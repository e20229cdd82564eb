package io.pneumonia.inference.onnx;

import io.pneumonia.spi.Tap;
import java.util.Map;

/**
 * A layer graph turned into an ONNX model.
 *
 * @param model with one input, and with the network's output before the taps
 * @param taps the names of the further outputs
 */
record ConvertedGraph(OnnxModel model, Map<Tap, String> taps) {

  ConvertedGraph {
    taps = Map.copyOf(taps);
  }
}
