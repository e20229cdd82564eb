package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.KerasFixturesContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** Keras' own outputs, from ONNX Runtime. */
class OnnxKerasFixturesTest extends KerasFixturesContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
