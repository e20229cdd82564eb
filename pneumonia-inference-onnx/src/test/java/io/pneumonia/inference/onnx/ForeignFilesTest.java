package io.pneumonia.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.BackendOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people hand over instead of an ONNX file. */
class ForeignFilesTest {

  @TempDir private Path folder;

  private PneumoniaException refusal(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), bytes);
    return catchThrowableOfType(
        PneumoniaException.class,
        () -> new OnnxBackendProvider().open(file, BackendOptions.DEFAULT).close());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a Git-LFS pointer",
        "<!DOCTYPE html><html> | a web page (HTML)",
        "import tensorflow as tf | Python source code",
        "....TFL3 | TensorFlow Lite",
        "....ORTM | ONNX Runtime's own format"
      })
  void namesWhatTheFileIs(String content, String found) throws IOException {
    byte[] bytes = content.replace("....", "\1\2\3\4").getBytes(StandardCharsets.UTF_8);
    PneumoniaException error = refusal(bytes);
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_TYPE_UNKNOWN);
    assertThat(error).hasMessageContaining("model.onnx").hasMessageContaining(found);
  }

  @Test
  void refusesPicklesNoiseAndNothing() throws IOException {
    assertThat(refusal(new byte[] {(byte) 0x80, 2, 'c', 0}))
        .hasMessageContaining("a Python pickle");
    assertThat(refusal(new byte[0]).code()).isEqualTo(ErrorCode.MODEL_CORRUPT);
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      assertThat(refusal(noise)).isInstanceOf(ModelRejected.class);
    }
  }

  @Test
  void refusesAFileThatEndsAnywhere() throws IOException {
    byte[] whole = Files.readAllBytes(OnnxFixture.file("scaled_nchw"));
    for (int length = 1; length < whole.length; length++) {
      PneumoniaException error = refusal(Arrays.copyOf(whole, length));
      if (error != null) {
        assertThat(error)
            .as("%d of %d bytes", length, whole.length)
            .isInstanceOf(ModelRejected.class);
      }
    }
    assertThat(refusal(Arrays.copyOf(whole, whole.length / 2)))
        .hasMessageStartingWith("model.onnx: expected a whole ONNX model, found 235 bytes of")
        .returns(ErrorCode.MODEL_CORRUPT, PneumoniaException::code);
  }

  @Test
  void survivesAnyDamagedByte() throws IOException {
    byte[] whole = Files.readAllBytes(OnnxFixture.file("sigmoid_scalar"));
    for (int index = 0; index < whole.length; index++) {
      byte[] damaged = whole.clone();
      damaged[index] ^= (byte) 0xff;
      PneumoniaException error = refusal(damaged);
      if (error != null) {
        assertThat(error).isInstanceOf(ModelRejected.class);
      }
    }
  }

  @Test
  void refusesPathsThatAreNoFile() throws IOException {
    OnnxBackendProvider provider = new OnnxBackendProvider();
    assertThatThrownBy(() -> provider.open(folder.resolve("absent.onnx"), BackendOptions.DEFAULT))
        .isInstanceOf(ModelRejected.class)
        .hasMessage("absent.onnx: expected a model file, found nothing of that name")
        .extracting("code")
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThatThrownBy(() -> provider.open(folder, BackendOptions.DEFAULT))
        .isInstanceOf(ModelRejected.class)
        .extracting("code")
        .isEqualTo(ErrorCode.MODEL_TYPE_UNKNOWN);
    Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1});
    assertThatThrownBy(() -> provider.open(folder, BackendOptions.DEFAULT))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessageContaining("backend tensorflow")
        .extracting("code")
        .isEqualTo(ErrorCode.BACKEND_MODEL_UNSUPPORTED);
  }

  @Test
  void refusesWeightsThatAreMissingBesideTheFile() throws IOException {
    assertThat(refusal(Files.readAllBytes(OnnxFixture.file("external_weights"))))
        .isInstanceOf(ModelRejected.class)
        .hasMessageContaining("external_weights.bin")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain(folder.toString()));
  }
}
