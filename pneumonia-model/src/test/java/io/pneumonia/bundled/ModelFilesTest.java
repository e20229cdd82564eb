package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pneumonia.Predictor;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files belong together: one cannot be replaced without the others. */
class ModelFilesTest {

  private static final ModelCard CARD = BundledModel.card();

  /** Of this module: other jars have files of the same names. */
  private static String inJar(String name) throws IOException {
    return Files.readString(Path.of("target/classes", name));
  }

  @Test
  void cardHoldsTheDigestOfTheNetwork() throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(ModelFile.NETWORK.bytes());

    assertThat(CARD.id().sha256()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void gateHoldsTheDigestOfTheNetwork() {
    assertThat(new String(ModelFile.GATE.bytes(), StandardCharsets.UTF_8))
        .contains("\"model_sha256\": \"" + CARD.id().sha256() + "\"");
  }

  @Test
  void cardFitsItsPublishedSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                ModelCards.class.getResourceAsStream("model-card.schema.json"), InputFormat.JSON);
    String card = new String(ModelFile.CARD.bytes(), StandardCharsets.UTF_8);

    assertThat(
            schema.validate(
                card,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void cardFitsTheNetworkWithoutAWarning(String backend) {
    try (Predictor predictor = BundledModel.open(backend)) {
      assertThat(ModelCards.check(CARD, predictor.signature(), "the bundled model")).isEmpty();
    }
  }

  @Test
  void cardNamesLicenceAndLimits() {
    assertThat(CARD.details().licence()).isEqualTo("Apache-2.0");
    assertThat(CARD.details().limits()).isNotEmpty();
  }

  @Test
  void descriptionIsOfThisVersionAndDigest() throws IOException {
    assertThat(inJar("META-INF/MODEL_CARD.md"))
        .startsWith("# Model card: " + CARD.name() + " " + CARD.version() + "\n")
        .contains("`" + CARD.id().sha256() + "`");
  }

  @Test
  void jarCarriesLicenceAndSources() throws IOException {
    assertThat(inJar("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    assertThat(inJar("META-INF/NOTICE"))
        .contains("Kermany", "CC BY 4.0", "Keras Applications", "MobileNetV2");
  }
}
