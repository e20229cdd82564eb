package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.ZooContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowZooTest extends ZooContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
