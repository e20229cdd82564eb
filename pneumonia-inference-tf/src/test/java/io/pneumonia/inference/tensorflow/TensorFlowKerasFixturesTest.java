package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.KerasFixturesContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowKerasFixturesTest extends KerasFixturesContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
