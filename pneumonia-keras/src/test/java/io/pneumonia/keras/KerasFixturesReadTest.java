package io.pneumonia.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.testing.Agreement;
import io.pneumonia.keras.testing.KerasFixture;
import io.pneumonia.keras.testing.KerasFixtures;
import io.pneumonia.keras.testing.KerasRefusal;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the importer makes of every fixture, run by the plainest interpreter there can be. */
class KerasFixturesReadTest {

  @TempDir Path folder;

  static Stream<Arguments> files() {
    return KerasFixtures.models().stream()
        .flatMap(fixture -> fixture.files().stream().map(file -> Arguments.of(file, fixture)));
  }

  static Stream<KerasRefusal> refusals() {
    return KerasFixtures.refusals().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void computesWhatKerasComputes(String file, KerasFixture fixture) {
    KerasModel model = read(file, fixture);
    Agreement.assertAgrees(
        fixture, fixture.output(), ReferenceInterpreter.run(model.graph(), fixture.input()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void saysShapesAndParametersAsKerasDoes(String file, KerasFixture fixture) {
    KerasModel model = read(file, fixture);
    assertThat(model.signature().input())
        .isEqualTo(fixture.input().shape().with(0, TensorShape.UNKNOWN));
    assertThat(model.signature().output())
        .isEqualTo(fixture.output().shape().with(0, TensorShape.UNKNOWN));
    assertThat(model.parameters()).isEqualTo(fixture.parameters());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesWhatCannotBeRead(KerasRefusal refusal) {
    Path file = KerasFixtures.copy(refusal.file(), folder);
    ModelRejected error =
        catchThrowableOfType(
            ModelRejected.class, () -> KerasFiles.read(file, java.util.Optional.empty()));
    assertThat(error).as("no refusal of %s", refusal).isNotNull();
    assertThat(error.code()).as(error.getMessage()).isEqualTo(refusal.code());
    assertThat(error.getMessage()).contains(refusal.file());
    refusal.mentions().forEach(word -> assertThat(error.getMessage()).contains(word));
  }

  private KerasModel read(String file, KerasFixture fixture) {
    return KerasFiles.read(KerasFixtures.copy(file, folder), fixture.requestedInput());
  }
}
