package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.EvidenceContract;
import io.pneumonia.spi.InferenceBackendProvider;

class OnnxEvidenceTest extends EvidenceContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxBackendProvider();
  }
}
