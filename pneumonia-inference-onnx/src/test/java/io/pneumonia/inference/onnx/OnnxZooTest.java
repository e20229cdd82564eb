package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.ZooContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** The well-known networks, on ONNX Runtime. */
class OnnxZooTest extends ZooContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
