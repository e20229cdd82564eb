package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.WildModelsContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowWildModelsTest extends WildModelsContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
