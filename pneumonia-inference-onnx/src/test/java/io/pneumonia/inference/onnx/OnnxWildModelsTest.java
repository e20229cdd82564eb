package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.WildModelsContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** Models of strangers, on ONNX Runtime. */
class OnnxWildModelsTest extends WildModelsContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
