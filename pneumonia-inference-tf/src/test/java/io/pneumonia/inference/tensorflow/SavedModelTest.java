package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"keras_sigmoid", "keras_softmax", "one_row_only", "only_signature"})
  void answersAsTensorFlowDoesInPython(String name) {
    try (InferenceSession session = open(SavedModels.folder(name), BackendOptions.DEFAULT)) {
      FloatTensor found = session.run(SavedModels.input(name));
      FloatTensor expected = SavedModels.output(name);
      assertThat(found.shape()).isEqualTo(expected.shape());
      assertThat(found.toArray()).containsExactly(expected.toArray(), offset(1e-6f));
    }
  }

  @Test
  void tellsShapesAndActivationOfAKerasExport() {
    try (InferenceSession session =
        open(SavedModels.folder("keras_sigmoid"), BackendOptions.DEFAULT)) {
      assertThat(session.signature().format()).isEqualTo("TensorFlow SavedModel");
      assertThat(session.signature().input()).isEqualTo(TensorShape.of(-1, -1, 12, 3));
      assertThat(session.signature().output()).isEqualTo(TensorShape.of(-1, 1));
      assertThat(session.signature().activation()).isEqualTo(OutputActivation.SIGMOID);
    }
    try (InferenceSession session =
        open(SavedModels.folder("keras_softmax"), BackendOptions.DEFAULT)) {
      assertThat(session.signature().activation()).isEqualTo(OutputActivation.SOFTMAX);
    }
  }

  @Test
  void doesNotGuessTheActivationOfLogits() {
    try (InferenceSession session =
        open(SavedModels.folder("only_signature"), BackendOptions.DEFAULT)) {
      assertThat(session.signature().activation()).isEqualTo(OutputActivation.UNKNOWN);
    }
  }

  @Test
  void takesOpenSizesFromWhatIsExpected() {
    try (InferenceSession session =
        open(SavedModels.folder("keras_sigmoid"), expecting(-1, 10, 12, 3))) {
      assertThat(session.signature().input()).isEqualTo(TensorShape.of(-1, 10, 12, 3));
    }
  }

  @Test
  void refusesAnExpectedShapeThatTheFileContradicts() {
    assertRefused(SavedModels.folder("keras_sigmoid"), expecting(-1, 10, 12, 1))
        .withMessageContaining("(?, 10, 12, 1)")
        .withMessageContaining("(?, ?, 12, 3)")
        .satisfies(code(ErrorCode.MODEL_SHAPE_UNSUPPORTED));
  }

  @Test
  void refusesTwoInputsListingTheSignature() {
    assertRefused(SavedModels.folder("two_inputs"), BackendOptions.DEFAULT)
        .withMessageContaining("serving_default(age int32 (?), row float (?, 6)) -> (logits float")
        .satisfies(code(ErrorCode.MODEL_SHAPE_UNSUPPORTED));
  }

  @Test
  void refusesTwoSignaturesWithoutADefault() {
    assertRefused(SavedModels.folder("two_signatures"), BackendOptions.DEFAULT)
        .withMessageContaining("first(")
        .withMessageContaining("second(")
        .satisfies(code(ErrorCode.MODEL_SHAPE_UNSUPPORTED));
  }

  @Test
  void refusesAFolderThatIsNoSavedModelSayingWhatIsInIt() throws IOException {
    assertRefused(scratch, BackendOptions.DEFAULT)
        .withMessageContaining("an empty folder")
        .satisfies(code(ErrorCode.MODEL_TYPE_UNKNOWN));
    for (String name : new String[] {"a.txt", "b.txt", "c", "d", "e", "f"}) {
      Files.writeString(scratch.resolve(name), name);
    }
    assertRefused(scratch, BackendOptions.DEFAULT)
        .withMessageEndingWith("found a.txt, b.txt, c, d, e and more");
  }

  @Test
  void refusesAGraphFileOfNoMeaning() throws IOException {
    Files.writeString(scratch.resolve("saved_model.pb"), "<html>sign in</html>");
    assertRefused(scratch, BackendOptions.DEFAULT)
        .withMessageStartingWith(scratch.getFileName() + ": TensorFlow cannot open it")
        .satisfies(code(ErrorCode.MODEL_CORRUPT));
  }

  @Test
  void namesNoPathBesideTheFoldersName() throws IOException {
    Files.createDirectories(scratch.resolve("model/variables"));
    Path whole = SavedModels.folder("keras_sigmoid");
    Files.copy(whole.resolve("saved_model.pb"), scratch.resolve("model/saved_model.pb"));
    Files.writeString(scratch.resolve("model/variables/variables.index"), "cut");
    assertRefused(scratch.resolve("model"), BackendOptions.DEFAULT)
        .satisfies(refused -> assertThat(refused).hasMessageNotContaining(scratch.toString()))
        .satisfies(code(ErrorCode.MODEL_CORRUPT));
  }

  @Test
  void refusesAFolderWhoseVariablesAreMissing() throws IOException {
    Path whole = SavedModels.folder("keras_sigmoid");
    Files.copy(whole.resolve("saved_model.pb"), scratch.resolve("saved_model.pb"));
    assertRefused(scratch, BackendOptions.DEFAULT)
        .withMessageContaining("variables/variables.index")
        .satisfies(code(ErrorCode.MODEL_CORRUPT));
  }

  private static java.util.function.Consumer<ModelRejected> code(ErrorCode expected) {
    return refusal -> assertThat(refusal.code()).isEqualTo(expected);
  }

  private static ThrowableAssertAlternative<ModelRejected> assertRefused(
      Path model, BackendOptions options) {
    return assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> open(model, options).close());
  }

  private static BackendOptions expecting(long... shape) {
    return new BackendOptions(0, "cpu", TensorShape.of(shape));
  }

  private static InferenceSession open(Path model, BackendOptions options) {
    return new TensorFlowBackendProvider().open(model, options);
  }
}
