package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.KerasModel;
import io.pneumonia.spi.BackendOptions;
import org.tensorflow.Session;

/** Opens what was read from a Keras file. */
final class KerasSession {

  private KerasSession() {}

  static TensorFlowSession open(String name, KerasModel keras, BackendOptions options) {
    NativeGraph graph = LayerGraphBuilder.build(name, keras.graph());
    try {
      boolean fused = Fusion.isSafe(keras.graph());
      var session = new Session(graph.graph(), TensorFlowConfig.of(options, fused));
      return new TensorFlowSession(name, keras.signature(), graph, session, false);
    } catch (RuntimeException failure) {
      graph.graph().close();
      throw TensorFlowErrors.noSession(name, failure);
    }
  }
}
