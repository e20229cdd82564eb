package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import org.junit.jupiter.api.Test;

class LayerGraphBuilderTest {

  @Test
  void hasARuleForEveryOperation() {
    assertThat(LayerGraphBuilder.operations())
        .containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  @Test
  void hasARuleForEveryActivation() {
    assertThat(ActivationOps.table().classes())
        .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
  }
}
