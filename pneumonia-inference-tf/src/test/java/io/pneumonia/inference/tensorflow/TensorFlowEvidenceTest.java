package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.testing.EvidenceContract;
import io.pneumonia.spi.InferenceBackendProvider;

class TensorFlowEvidenceTest extends EvidenceContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
