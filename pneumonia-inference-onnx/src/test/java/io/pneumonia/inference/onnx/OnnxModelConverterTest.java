package io.pneumonia.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.keras.testing.Agreement;
import io.pneumonia.keras.testing.KerasFixture;
import io.pneumonia.keras.testing.KerasFixtures;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelConverterTest {

  @TempDir private Path folder;

  private final OnnxModelConverter converter = new OnnxModelConverter();

  @Test
  void writesAFileThatGivesTheSameScores() throws IOException {
    KerasFixture network = KerasFixtures.model("small_cnn_sigmoid");
    Path source = KerasFixtures.copy("small_cnn_sigmoid.h5", folder);
    Path target = folder.resolve("converted.onnx");
    converter.convert(source, target, BackendOptions.DEFAULT);
    try (InferenceSession session =
        new OnnxBackendProvider().open(target, BackendOptions.DEFAULT)) {
      Agreement.assertAgrees(network, network.output(), session.run(network.input()));
      assertThat(session.signature().format()).isEqualTo("ONNX opset 17");
      assertThat(session.signature().activation()).isEqualTo(OutputActivation.SIGMOID);
    }
    assertThat(names()).containsExactlyInAnyOrder("small_cnn_sigmoid.h5", "converted.onnx");
  }

  @Test
  void replacesAFileOnlyByAWholeOne() throws IOException {
    Path source = KerasFixtures.copy("small_cnn_sigmoid.keras", folder);
    Path target = Files.writeString(folder.resolve("converted.onnx"), "old");
    converter.convert(source, target, BackendOptions.DEFAULT);
    assertThat(Files.size(target)).isGreaterThan(1000);
    Path broken = Files.write(folder.resolve("broken.h5"), new byte[10]);
    byte[] before = Files.readAllBytes(target);
    assertThatThrownBy(() -> converter.convert(broken, target, BackendOptions.DEFAULT))
        .isInstanceOf(PneumoniaException.class)
        .hasMessageContaining("broken.h5");
    assertThat(target).hasBinaryContent(before);
  }

  @Test
  void writesTheSameBytesEachTime() throws IOException {
    Path source = KerasFixtures.copy("small_cnn_sigmoid.h5", folder);
    converter.convert(source, folder.resolve("one.onnx"), BackendOptions.DEFAULT);
    converter.convert(source, folder.resolve("two.onnx"), BackendOptions.DEFAULT);
    assertThat(folder.resolve("one.onnx")).hasSameBinaryContentAs(folder.resolve("two.onnx"));
  }

  @Test
  void leavesNothingWhereTheTargetCannotBeWritten() throws IOException {
    Path source = KerasFixtures.copy("small_cnn_sigmoid.h5", folder);
    Path absent = folder.resolve("absent").resolve("converted.onnx");
    assertThatThrownBy(() -> converter.convert(source, absent, BackendOptions.DEFAULT))
        .isInstanceOf(IOException.class);
    Path occupied = folder.resolve("occupied");
    Files.createDirectories(occupied.resolve("full"));
    assertThatThrownBy(() -> converter.convert(source, occupied, BackendOptions.DEFAULT))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactlyInAnyOrder("small_cnn_sigmoid.h5", "occupied");
  }

  @Test
  void refusesAFileThatIsNoKerasFile() {
    Path source = OnnxFixture.file("logits");
    Path target = folder.resolve("converted.onnx");
    assertThatThrownBy(() -> converter.convert(source, target, BackendOptions.DEFAULT))
        .isInstanceOf(ModelRejected.class)
        .hasMessageStartingWith("logits.onnx: expected a Keras file to convert");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
