package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.KerasFixturesContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** Keras' own outputs, from kept conversions. */
class KeptFixturesTest extends KerasFixturesContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new KeptProvider();
  }
}
