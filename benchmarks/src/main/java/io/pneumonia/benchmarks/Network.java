package io.pneumonia.benchmarks;

import io.pneumonia.tensor.FloatTensor;

/** An open model that answers a batch: a backend of ours, or a runtime called without one. */
interface Network extends AutoCloseable {

  /**
   * Runs a batch.
   *
   * @param batch of the shape that the model takes
   * @return the output, row by row
   */
  float[] run(FloatTensor batch) throws Exception;

  @Override
  void close();
}
