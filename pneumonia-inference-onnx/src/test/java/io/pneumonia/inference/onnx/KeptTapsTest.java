package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.TapsContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** Values from inside a network, from kept conversions. */
class KeptTapsTest extends TapsContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new KeptProvider();
  }
}
