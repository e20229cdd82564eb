package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.TapsContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** Values from inside a network, from ONNX Runtime. */
class OnnxTapsTest extends TapsContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
