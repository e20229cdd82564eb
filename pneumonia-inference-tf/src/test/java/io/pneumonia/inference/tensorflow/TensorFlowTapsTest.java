package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.TapsContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowTapsTest extends TapsContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
