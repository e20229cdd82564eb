package io.pneumonia.spi;

import io.pneumonia.model.ModelSignature;
import io.pneumonia.tensor.FloatTensor;

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
   * Frees every native object after the running calls have ended. A second call does nothing; a run
   * that comes later is refused.
   */
  @Override
  void close();
}
