package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.InferenceBackendContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowContractTest extends InferenceBackendContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
