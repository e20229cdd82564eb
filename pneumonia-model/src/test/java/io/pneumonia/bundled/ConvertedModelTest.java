package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.Backends;
import io.pneumonia.Explanation;
import io.pneumonia.GatePolicy;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelCards;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ConvertingBackendProvider;
import io.pneumonia.spi.InferenceSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversion that the build puts beside the model says what the model says, and no more. */
class ConvertedModelTest {

  private static final Path PICTURE = Path.of("../pneumonia-examples/data/phantom-normal.png");

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void unpack() throws IOException {
    model = BundledModel.unpackTo(folder);
  }

  private byte[] built() throws IOException {
    String name = model.getFileName() + ".converted.onnx";
    try (InputStream in = BundledModel.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void isByteForByteWhatTheModelIsConvertedTo() throws IOException {
    Path fresh = Predictors.convertAhead(model, "onnx");

    assertThat(fresh).isEqualTo(ModelCards.convertedBeside(model, "onnx"));
    assertThat(Files.readAllBytes(fresh)).isEqualTo(built());
  }

  @Test
  void isWhatBackendOnnxOpens() throws IOException {
    Path converted = Files.write(folder.resolve("built"), built());
    ConvertingBackendProvider onnx = (ConvertingBackendProvider) Backends.named("onnx");
    BackendOptions options =
        new BackendOptions(0, "cpu", BundledModel.card().preprocess().batchShape(-1));
    Optional<InferenceSession> session =
        onnx.openConverted(model, converted, () -> ModelCards.sha256(model), options);

    assertThat(session).isPresent();
    session.get().close();
  }

  @Test
  void changesNoPrediction() throws IOException {
    PredictorOptions options = PredictorOptions.of(model, "onnx").withGate(GatePolicy.REPORT);
    try (Predictor usual = BundledModel.open("onnx", same -> same.withGate(GatePolicy.REPORT));
        Predictor converting = Predictors.open(options)) {
      assertThat(usual.signature()).isEqualTo(converting.signature());
      assertThat(usual.evidenceMethod()).isEqualTo(converting.evidenceMethod());
      EncodedImage picture = EncodedImage.read(PICTURE);
      Explanation one = usual.explain(picture);
      Explanation other = converting.explain(picture);
      assertThat(one.prediction().output()).isEqualTo(other.prediction().output());
      assertThat(one.map()).isEqualTo(other.map());
    }
  }
}
