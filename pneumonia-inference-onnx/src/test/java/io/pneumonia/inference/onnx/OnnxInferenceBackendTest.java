package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.InferenceBackendContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** What every backend promises, from this one. */
class OnnxInferenceBackendTest extends InferenceBackendContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
