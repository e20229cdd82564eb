package io.pneumonia.inference.onnx;

import io.pneumonia.keras.testing.EvidenceContract;
import io.pneumonia.spi.InferenceBackendProvider;

/** What heads say, from kept conversions. */
class KeptEvidenceTest extends EvidenceContract {

  @Override
  protected InferenceBackendProvider provider() {
    return new KeptProvider();
  }
}
