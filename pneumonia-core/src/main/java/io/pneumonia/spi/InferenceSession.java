package io.pneumonia.spi;

import io.pneumonia.model.ModelSignature;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.Map;
import java.util.Set;

/**
 * An open model: tensor in, tensor out, and nothing about pictures, thresholds or labels. Safe for
 * any number of threads.
 */
public interface InferenceSession extends AutoCloseable {

  /**
   * What the file says about itself.
   *
   * @return shapes, batch axis first, and what else is known
   */
  ModelSignature signature();

  /**
   * Runs the network.
   *
   * @param input a batch of any size, of {@link #signature()}'s input shape otherwise
   * @return the output, one row for each of the batch
   * @throws io.pneumonia.error.InferenceFailed if the shape does not fit, the run fails ({@code
   *     INFERENCE_FAILED}), or the session is closed ({@code CLOSED})
   */
  FloatTensor run(FloatTensor input);

  /**
   * What can be had from inside the network.
   *
   * @return the taps that {@link #run(FloatTensor, Set)} takes, with their shapes, batch axis first
   *     and open; none where the file does not tell its layers
   */
  default Map<Tap, TensorShape> taps() {
    return Map.of();
  }

  /**
   * Runs the network and hands out values from inside it. The output is bit for bit that of {@link
   * #run(FloatTensor)}.
   *
   * @param input a batch of any size, of {@link #signature()}'s input shape otherwise
   * @param wanted some of {@link #taps()}
   * @return the output and what was wanted
   * @throws IllegalArgumentException if a tap is wanted that there is not
   * @throws io.pneumonia.error.InferenceFailed as {@link #run(FloatTensor)} throws it
   */
  default TappedOutput run(FloatTensor input, Set<Tap> wanted) {
    Tap.requireAvailable(wanted, taps().keySet(), "model");
    return new TappedOutput(run(input), Map.of());
  }

  /**
   * Frees every native object after the running calls have ended. A second call does nothing; a run
   * that comes later is refused.
   */
  @Override
  void close();
}
