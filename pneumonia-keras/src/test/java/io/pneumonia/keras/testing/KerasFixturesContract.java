package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend that runs Keras files makes of the fixtures: Keras' own outputs. */
public abstract class KerasFixturesContract {

  /** Where fixtures are copied to. */
  @TempDir protected Path folder;

  /** Called by JUnit. */
  protected KerasFixturesContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  static Stream<Arguments> files() {
    return KerasFixtures.models().stream()
        .flatMap(fixture -> fixture.files().stream().map(file -> Arguments.of(file, fixture)));
  }

  static Stream<KerasRefusal> refusals() {
    return KerasFixtures.refusals().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void givesTheOutputOfKeras(String file, KerasFixture fixture) {
    try (InferenceSession session = open(file, fixture)) {
      Agreement.assertAgrees(fixture, fixture.output(), session.run(fixture.input()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void givesTheSameForSinglesAndForAnyBatch(String file, KerasFixture fixture) {
    try (InferenceSession session = open(file, fixture)) {
      for (int[] rows : new int[][] {{0}, {1}, {1, 0, 0, 1, 1}}) {
        FloatTensor found = session.run(Agreement.rows(fixture.input(), rows));
        Agreement.assertAgrees(fixture, Agreement.rows(fixture.output(), rows), found);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void saysTheShapesOfTheFile(String file, KerasFixture fixture) {
    try (InferenceSession session = open(file, fixture)) {
      TensorShape input = fixture.input().shape().with(0, TensorShape.UNKNOWN);
      TensorShape output = fixture.output().shape().with(0, TensorShape.UNKNOWN);
      assertThat(session.signature().input()).isEqualTo(input);
      assertThat(session.signature().output()).isEqualTo(output);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesWhatCannotBeRead(KerasRefusal refusal) {
    Path file = KerasFixtures.copy(refusal.file(), folder);
    PneumoniaException error =
        catchThrowableOfType(
            PneumoniaException.class, () -> provider().open(file, BackendOptions.DEFAULT).close());
    assertThat(error).as("no refusal of %s", refusal).isNotNull();
    assertThat(error.code()).as(error.getMessage()).isEqualTo(refusal.code());
    assertThat(error.getMessage()).contains(refusal.file());
    refusal.mentions().forEach(word -> assertThat(error.getMessage()).contains(word));
  }

  private InferenceSession open(String file, KerasFixture fixture) {
    Path path = KerasFixtures.copy(file, folder);
    return provider()
        .open(path, new BackendOptions(0, "cpu", fixture.requestedInput().orElse(null)));
  }
}
