package io.pneumonia.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that strangers trained and published, against what TensorFlow computes from them. */
class WildModelsTest {

  private static final String TEACHABLE_MACHINE = "teachable-machine-3class.h5";
  private static final String CUSTOM_CNN = "custom-cnn-150.h5";

  private final Path folder =
      Path.of(System.getProperty("pneumonia.shared.data", "absent"), "wild-models");

  @BeforeEach
  void requireFiles() {
    Assumptions.assumeTrue(Files.isDirectory(folder), "no published models at " + folder);
  }

  @Test
  void readsTeachableMachine() throws IOException {
    KerasModel model = read(TEACHABLE_MACHINE);
    assertThat(model.signature().format()).isEqualTo("Keras 2.4.0 HDF5");
    assertThat(model.signature().input()).isEqualTo(TensorShape.of(-1, 224, 224, 3));
    assertThat(model.signature().output()).isEqualTo(TensorShape.of(-1, 3));
    assertThat(model.signature().activation()).isEqualTo(OutputActivation.SOFTMAX);
    assertThat(model.signature().scalingInside()).isEmpty();
    assertThat(model.parameters()).isEqualTo(538_608);
    assertThat(model.layers()).hasSize(164);
    assertThat(model.layers().stream().mapToInt(KerasLayer::depth).max()).hasValue(2);
    assertThat(model.graph().nodes()).noneMatch(node -> node.op() instanceof Op.ScaleShift);
    assertOutputs(TEACHABLE_MACHINE, model, "half", "lcg_pm1");
  }

  @Test
  void readsCustomNetwork() throws IOException {
    KerasModel model = read(CUSTOM_CNN);
    assertThat(model.signature().format()).isEqualTo("Keras 2.4.0 HDF5");
    assertThat(model.signature().input()).isEqualTo(TensorShape.of(-1, 150, 150, 3));
    assertThat(model.signature().output()).isEqualTo(TensorShape.of(-1, 1));
    assertThat(model.signature().activation()).isEqualTo(OutputActivation.SIGMOID);
    assertThat(model.signature().scalingInside()).isEmpty();
    assertThat(model.parameters()).isEqualTo(229_537);
    assertThat(model.layers()).hasSize(20);
    assertOutputs(CUSTOM_CNN, model, "half", "lcg01");
  }

  private KerasModel read(String file) {
    return KerasFiles.read(folder.resolve(file), Optional.empty());
  }

  private void assertOutputs(String file, KerasModel model, String... inputs) throws IOException {
    JsonNode outputs =
        new ObjectMapper()
            .readTree(folder.resolve("expected-outputs.json").toFile())
            .required(file)
            .required("outputs");
    for (String input : inputs) {
      FloatTensor found =
          ReferenceInterpreter.run(model.graph(), input(input, model.signature().input()));
      JsonNode expected = outputs.required(input);
      for (int index = 0; index < expected.size(); index++) {
        assertThat((double) found.get(index))
            .as(input)
            .isCloseTo(expected.get(index).doubleValue(), within(1e-5));
      }
    }
  }

  private static FloatTensor input(String recipe, TensorShape shape) {
    float factor = recipe.equals("half") ? 0 : recipe.equals("lcg01") ? 1 : 2;
    float offset = recipe.equals("half") ? 0.5f : recipe.equals("lcg01") ? 0 : -1;
    return FloatTensor.write(
        shape.with(0, 1),
        values -> {
          for (int k = 0; k < values.length; k++) {
            long mixed = (k * 1_103_515_245L + 12_345) & 0x7fff_ffffL;
            values[k] = (float) (mixed / 2_147_483_648.0) * factor + offset;
          }
        });
  }
}
