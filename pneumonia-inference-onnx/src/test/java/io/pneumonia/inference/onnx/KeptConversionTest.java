package io.pneumonia.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.keras.testing.KerasFixture;
import io.pneumonia.keras.testing.KerasFixtures;
import io.pneumonia.model.ModelCards;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversion that was kept is used for what it was made of, and for nothing else. */
class KeptConversionTest {

  private static final KerasFixture NETWORK = KerasFixtures.model("small_cnn_sigmoid");

  @TempDir private Path folder;

  private final OnnxBackendProvider backend = new OnnxBackendProvider();
  private Path model;
  private Path converted;

  @BeforeEach
  void convert() throws IOException {
    model = KerasFixtures.copy("small_cnn_sigmoid.h5", folder);
    converted = folder.resolve("kept");
    backend.convertAhead(model, converted, BackendOptions.DEFAULT);
  }

  private boolean opens(String sha256, BackendOptions options) {
    Optional<InferenceSession> session =
        backend.openConverted(model, converted, () -> sha256, options);
    session.ifPresent(InferenceSession::close);
    return session.isPresent();
  }

  private boolean opens() {
    return opens(ModelCards.sha256(model), BackendOptions.DEFAULT);
  }

  private static BackendOptions asking(long... shape) {
    return new BackendOptions(1, "cpu", TensorShape.of(shape));
  }

  @Test
  void opensAsTheModelItself() {
    try (InferenceSession kept =
            backend
                .openConverted(
                    model, converted, () -> ModelCards.sha256(model), BackendOptions.DEFAULT)
                .orElseThrow();
        InferenceSession fresh = backend.open(model, BackendOptions.DEFAULT)) {
      assertThat(kept.signature()).isEqualTo(fresh.signature());
      assertThat(kept.taps()).isEqualTo(fresh.taps());
      assertThat(kept.run(NETWORK.input())).isEqualTo(fresh.run(NETWORK.input()));
    }
  }

  @Test
  void isOfOneModelFile() {
    assertThat(opens()).isTrue();
    assertThat(opens("0".repeat(64), BackendOptions.DEFAULT)).isFalse();
  }

  @Test
  void isOfOneInput() throws IOException {
    long[] own = NETWORK.input().shape().with(0, -1).toArray();
    String sha256 = ModelCards.sha256(model);
    assertThat(opens(sha256, asking(own))).isTrue();
    assertThat(opens(sha256, asking(-1, 9, 9, 3))).isFalse();

    backend.convertAhead(model, converted, asking(own));
    assertThat(opens(sha256, asking(own))).isTrue();
    assertThat(opens()).as("the file itself might leave sizes open").isFalse();
  }

  @Test
  void isOfOneVersionOfTheConversion() throws IOException {
    KerasModel keras = KerasFiles.read(model, Optional.empty());
    ConvertedGraph graph = LayerGraphConversion.convertTapped(keras.graph(), "it");
    Map<String, String> facts =
        new LinkedHashMap<>(
            KeptConversion.of(keras, graph, ModelCards.sha256(model), null).facts());
    KeptConversionFile.write(graph.model().withMetadata(facts), converted);
    assertThat(opens()).isTrue();

    facts.put("pneumonia.converter", "0");
    KeptConversionFile.write(graph.model().withMetadata(facts), converted);
    assertThat(opens()).isFalse();

    facts.put("pneumonia.converter", KeptConversion.CONVERTER);
    facts.remove("pneumonia.output");
    KeptConversionFile.write(graph.model().withMetadata(facts), converted);
    assertThat(opens()).isFalse();
  }

  @Test
  void isNotUsedWhenDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(converted);
    for (int at = 0; at < whole.length; at += 97) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(converted, damaged);
      assertThat(opens()).as("byte %d", at).isFalse();
    }
    for (int length : new int[] {0, 1, 30, whole.length / 2, whole.length - 1}) {
      Files.write(converted, Arrays.copyOf(whole, length));
      assertThat(opens()).as("%d bytes", length).isFalse();
    }
    Files.delete(converted);
    assertThat(opens()).isFalse();
  }

  @Test
  void isNoOtherFile() throws IOException {
    Files.copy(OnnxFixture.file("logits"), converted, StandardCopyOption.REPLACE_EXISTING);
    assertThat(opens()).isFalse();
  }

  @Test
  void isMadeOfKerasFilesOnly() {
    assertThatThrownBy(
            () ->
                backend.convertAhead(OnnxFixture.file("logits"), converted, BackendOptions.DEFAULT))
        .isInstanceOfSatisfying(
            ModelRejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_TYPE_UNKNOWN))
        .hasMessageContaining("logits.onnx");
  }

  /** Conversions that were kept by an earlier version must not pass for what this one makes. */
  @Test
  void versionChangesWithWhatAConversionMakes() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (KerasFixture fixture : KerasFixtures.models()) {
      for (String file : fixture.files()) {
        Path source = KerasFixtures.copy(file, folder);
        backend.convertAhead(
            source, converted, new BackendOptions(0, "cpu", fixture.requestedInput().orElse(null)));
        digest.update(Files.readAllBytes(converted));
      }
    }
    assertThat(KeptConversion.CONVERTER + " " + HexFormat.of().formatHex(digest.digest()))
        .as("count KeptConversion.CONVERTER up, and put the new digest here")
        .isEqualTo("1 3f08a60c3eff3fd8f94f619e57a526aba032b14e05588f6d40b8b36020340c23");
  }
}
