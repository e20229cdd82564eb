package io.pneumonia.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.testing.KerasFixtures;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people hand over in place of a model, and what they are told. */
class KerasFilesTest {

  private static final String CNN = "small_cnn_sigmoid.keras";

  @TempDir Path folder;

  @Test
  void refusesAMissingFile() {
    assertRefused(folder.resolve("none.h5"), ErrorCode.MODEL_NOT_FOUND, "none.h5: no such file");
  }

  @Test
  void refusesFolders() throws IOException {
    assertRefused(folder, ErrorCode.MODEL_TYPE_UNKNOWN, "a folder");
    Files.createFile(folder.resolve("saved_model.pb"));
    assertRefused(folder, ErrorCode.MODEL_TYPE_UNKNOWN, "SavedModel folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a Git-LFS pointer",
        "<!DOCTYPE html><html> | a web page",
        "import keras | Python source code",
        "{\"class_name\": \"Sequential\"} | configuration (JSON) without its weights",
        "dear reader | a text file",
        "%PDF-1.4 | a PDF document",
        "'\u0080\u0002X' | a Python pickle",
        "'\u0001\u0002\u0003\u0004TFL3' | a TensorFlow Lite model",
        "'\u001f\u008b\u0008' | a gzip archive"
      })
  void saysWhatAForeignFileIs(String start, String words) throws IOException {
    Path file =
        Files.write(folder.resolve("model.h5"), start.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(KerasFiles.recognises(file)).isTrue();
    assertRefused(file, ErrorCode.MODEL_TYPE_UNKNOWN, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "saved/saved_model.pb | zipped SavedModel folder",
        "archive/data.pkl | a PyTorch file",
        "model/config.json | in a folder of its own",
        "model.h5 | around the model file model.h5",
        "a.txt | something else"
      })
  void saysWhatAForeignArchiveIs(String entry, String words) throws IOException {
    Path file =
        Files.write(
            folder.resolve("model.keras"), Archives.pack(Map.of(entry, new byte[] {1, 2, 3})));
    assertRefused(file, ErrorCode.MODEL_TYPE_UNKNOWN, words);
  }

  @Test
  void recognisesKerasFilesByTheirBytes() throws IOException {
    Path archive = Files.move(KerasFixtures.copy(CNN, folder), folder.resolve("model.bin"));
    Path hdf5 =
        Files.move(KerasFixtures.copy("small_cnn_sigmoid.h5", folder), folder.resolve("model.dat"));
    assertThat(KerasFiles.recognises(archive)).isTrue();
    assertThat(KerasFiles.recognises(hdf5)).isTrue();
    assertThat(KerasFiles.recognises(Files.write(folder.resolve("a.onnx"), new byte[] {8, 7})))
        .isFalse();
    assertThat(KerasFiles.recognises(folder)).isFalse();
    assertThat(KerasFiles.read(hdf5, Optional.empty()).signature().format())
        .matches("Keras [0-9.]+ HDF5");
    assertThat(KerasFiles.read(archive, Optional.empty()).signature().format())
        .matches("Keras [0-9.]+ archive");
  }

  @Test
  void refusesADamagedWeight() throws IOException {
    Path file = KerasFixtures.copy(CNN, folder);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertRefused(file, ErrorCode.MODEL_CORRUPT, "model.weights.h5: expected checksum");
  }

  @Test
  void refusesAnArchiveThatUnpacksToFarMore() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] zeros = new byte[65 << 20];
    Arrays.fill(zeros, (byte) ' ');
    entries.put("config.json", zeros);
    entries.put("model.weights.h5", new byte[8]);
    Path file = Files.write(folder.resolve("bomb.keras"), Archives.pack(entries));
    assertRefused(file, ErrorCode.MODEL_TOO_LARGE, "config.json: expected at most 67108864 bytes");
  }

  @Test
  void refusesAConfigurationNestedTooDeep() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    String deep = "{\"a\":" + "[".repeat(100_000);
    entries.put("config.json", deep.getBytes(StandardCharsets.UTF_8));
    entries.put("model.weights.h5", new byte[8]);
    Path file = Files.write(folder.resolve("deep.keras"), Archives.pack(entries));
    assertRefused(file, ErrorCode.MODEL_CORRUPT, "config.json: expected JSON text");
  }

  @Test
  void refusesAnotherInputShapeThanTheFileHas() {
    Path file = KerasFixtures.copy(CNN, folder);
    ModelRejected error =
        catchThrowableOfType(
            ModelRejected.class,
            () -> KerasFiles.read(file, Optional.of(TensorShape.of(-1, 5, 5, 5))));
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_SHAPE_UNSUPPORTED);
    assertThat(error).hasMessageContaining("found (?, 5, 5, 5) asked for");
  }

  @Test
  void namesEveryLayerOutOfScopeAtOnce() throws IOException {
    Path file = KerasFixtures.copy(CNN, folder);
    Map<String, byte[]> entries = Archives.unpack(Files.readAllBytes(file));
    String config = Archives.text(entries, "config.json");
    entries.put(
        "config.json",
        config
            .replace("\"class_name\": \"Flatten\"", "\"class_name\": \"LSTM\"")
            .replace("\"class_name\": \"MaxPooling2D\"", "\"class_name\": \"Lambda\"")
            .replace("\"activation\": \"sigmoid\"", "\"activation\": \"mish\"")
            .getBytes(StandardCharsets.UTF_8));
    Files.write(file, Archives.pack(entries));
    ModelRejected error =
        catchThrowableOfType(ModelRejected.class, () -> KerasFiles.read(file, Optional.empty()));
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_LAYER_UNSUPPORTED);
    assertThat(error)
        .hasMessageStartingWith(CNN + ": not supported: ")
        .hasMessageContaining("Dense (activation mish): ");
  }

  private static void assertRefused(Path file, ErrorCode code, String words) {
    ModelRejected error =
        catchThrowableOfType(ModelRejected.class, () -> KerasFiles.read(file, Optional.empty()));
    assertThat(error).as("no refusal of %s", file.getFileName()).isNotNull();
    assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
    assertThat(error).hasMessageContaining(words);
  }
}
