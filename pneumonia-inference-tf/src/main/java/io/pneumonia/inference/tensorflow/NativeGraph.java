package io.pneumonia.inference.tensorflow;

import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.TensorShape;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;

/**
 * A TensorFlow graph with the two ends of the network in it, and with what can be had between them.
 *
 * @param graph closed by whoever holds it
 * @param input where the batch is fed
 * @param output where the answer is fetched
 * @param taps where values between the two are fetched
 * @param tapShapes of the same, batch axis first and open
 */
record NativeGraph(
    Graph graph,
    Output<?> input,
    Output<?> output,
    Map<Tap, Output<?>> taps,
    Map<Tap, TensorShape> tapShapes) {

  NativeGraph {
    taps = Map.copyOf(taps);
    tapShapes = Map.copyOf(tapShapes);
  }
}
