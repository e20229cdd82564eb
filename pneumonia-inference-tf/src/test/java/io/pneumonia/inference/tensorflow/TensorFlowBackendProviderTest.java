package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowBackendProviderTest {

  private final TensorFlowBackendProvider provider = new TensorFlowBackendProvider();

  @TempDir private Path scratch;

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(InferenceBackendProvider.class))
        .singleElement()
        .isInstanceOf(TensorFlowBackendProvider.class)
        .extracting(InferenceBackendProvider::name)
        .isEqualTo("tensorflow");
  }

  @Test
  void runsOnOneThreadWhenToldTo() {
    FloatTensor input = SavedModels.input("keras_sigmoid");
    Path folder = SavedModels.folder("keras_sigmoid");
    try (InferenceSession free = provider.open(folder, BackendOptions.DEFAULT);
        InferenceSession single = provider.open(folder, new BackendOptions(1, "cpu", null))) {
      assertThat(single.run(input).shape()).isEqualTo(free.run(input).shape());
    }
  }

  @Test
  void refusesAModelThatIsNotThere() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> open("missing.h5"))
        .withMessage("missing.h5: expected a model file or folder, found nothing")
        .satisfies(refused -> assertCode(refused, ErrorCode.MODEL_NOT_FOUND));
  }

  @Test
  void sendsOnnxFilesToTheBackendThatOpensThem() throws IOException {
    Files.writeString(scratch.resolve("Model.ONNX"), "anything");
    assertThatExceptionOfType(BackendUnavailable.class)
        .isThrownBy(() -> open("Model.ONNX"))
        .withMessage("Model.ONNX: backend tensorflow does not open ONNX files, backend onnx does")
        .satisfies(refused -> assertCode(refused, ErrorCode.BACKEND_MODEL_UNSUPPORTED));
  }

  @Test
  void asksForTheFolderWhereTheGraphFileIsNamed() {
    Path file = SavedModels.folder("keras_sigmoid").resolve("saved_model.pb");
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> provider.open(file, BackendOptions.DEFAULT))
        .withMessageContaining("expected the folder of the SavedModel")
        .satisfies(refused -> assertCode(refused, ErrorCode.MODEL_TYPE_UNKNOWN));
  }

  private void open(String name) {
    provider.open(scratch.resolve(name), BackendOptions.DEFAULT).close();
  }

  private static void assertCode(PneumoniaException refused, ErrorCode expected) {
    assertThat(refused.code()).isEqualTo(expected);
  }
}
