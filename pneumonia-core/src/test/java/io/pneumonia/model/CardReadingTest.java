package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Scaling;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardReadingTest {

  static List<Cards.Bad> badCards() {
    return Cards.bad();
  }

  @ParameterizedTest
  @MethodSource("badCards")
  void refusesABadCardAndSaysWhere(Cards.Bad bad) {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read(bad.card().toString()))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID))
        .satisfies(
            error ->
                assertThat(error.getMessage().lines())
                    .startsWith("model card test.card.json is not valid:")
                    .contains("  " + bad.says()));
  }

  @Test
  void readsEveryField() {
    ModelCard card = Cards.read(Cards.full());

    assertThat(card.name()).isEqualTo("full");
    assertThat(card.version()).isEqualTo("2.1-rc1");
    assertThat(card.digest()).hasValueSatisfying(digest -> assertThat(digest).startsWith("0123"));
    assertThat(card.preprocess())
        .isEqualTo(
            new PreprocessSpec(
                320,
                224,
                ColorMode.RGB,
                Fit.SQUASH,
                Interpolation.PILLOW_BILINEAR,
                new Scaling.Standardize(
                    255, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
                TensorLayout.NCHW));
    assertThat(card.scoreReader())
        .isEqualTo(
            new SoftmaxReader(
                List.of("Normal", "Bacterial", "Viral"), List.of("Bacterial", "Viral"), true));
    assertThat(card.labelsKnown()).isTrue();
    assertThat(card.threshold()).isEqualTo(Threshold.of(0.42).withUncertainBand(0.35, 0.55));
    assertThat(card.id()).isEqualTo(new ModelId("full", "2.1-rc1", "0123456789abcdef".repeat(4)));
    assertThat(card.details()).isEqualTo(fullDetails());
  }

  private static CardDetails fullDetails() {
    return new CardDetails(
        List.of(
            new OperatingPoint("screening", 0.2, 0.99, 0.85),
            new OperatingPoint("confirmation", 0.9, null, null)),
        new Calibration("temperature scaling", 1.4, -0.2, "folded into the last layer"),
        "Apache-2.0",
        List.of(
            new TrainingData(
                "Paediatric chest X-rays", "Kermany et al. 2018, Cell 172(5)", "CC-BY-4.0", 5216L)),
        List.of(
            new Measurement(
                "AUROC",
                0.98,
                new Measurement.Interval(0.97, 0.99),
                "validation split",
                LocalDate.of(2026, 11, 22))),
        "Teaching",
        List.of("Not for adults", "Frontal views only"),
        List.of("Made up for tests; \"quotes\" and ümlauts survive"));
  }

  @Test
  void theLeastCardHasTheDocumentedDefaults() {
    ModelCard card = Cards.read(Cards.documented().get(1));

    assertThat(card.digest()).isEmpty();
    assertThat(card.preprocess().scaling()).isEqualTo(new Scaling.Divide(255, 0));
    assertThat(card.scoreReader()).isEqualTo(Cards.sigmoid());
    assertThat(card.threshold()).isEqualTo(Threshold.DEFAULT);
    assertThat(card.details()).isEqualTo(CardDetails.NONE);
  }

  @Test
  void theDocumentedExampleFitsItsModelFile() {
    ModelCard card = Cards.read(Cards.documented().get(0));
    Path folder = Path.of(System.getProperty("pneumonia.shared.data", "absent"));
    Path model = folder.resolve("wild-models").resolve("teachable-machine-3class.h5");
    Assumptions.assumeTrue(model.toFile().exists(), "no " + model);

    assertThat(ModelCards.verifyDigest(card, model).name()).isEqualTo("teachable-machine-3class");
    // What TensorFlow computes for a picture of zeros: expected-outputs.json beside the model.
    FloatTensor zeros = FloatTensor.of(TensorShape.of(1, 3), 2.467049e-4f, 0.23945327f, 0.7603f);
    assertThat(card.scoreReader().read(zeros, 0)).isEqualTo(new Probability(0.7603f));
  }

  @Test
  void missingLabelsAreAssumedAndKnownToBe() {
    for (String kind : List.of("sigmoid", "softmax")) {
      ObjectNode card = (ObjectNode) Cards.tree(Cards.full());
      card.putObject("output").put("kind", kind);
      ModelCard read = Cards.read(card.toString());

      assertThat(read.labelsKnown()).isFalse();
      assertThat(read.scoreReader().labels()).containsExactly("NORMAL", "PNEUMONIA");
      assertThat(read.scoreReader().positiveLabels()).containsExactly("PNEUMONIA");
      assertThat(Cards.read(ModelCards.toJson(read))).isEqualTo(read);
    }
  }

  @Test
  void upperCaseDigestAndWholeNumbersWithAPointAreTheSame() {
    ModelCard card =
        Cards.read(
            Cards.full()
                .replace("0123456789abcdef0123", "0123456789ABCDEF0123")
                .replace("\"width\": 320", "\"width\": 320.0")
                .replace("\"divisor\": 255", "\"divisor\": 2.55e2"));

    assertThat(card).isEqualTo(Cards.read(Cards.full()));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceInTheOrderOfTheFields() {
    ObjectNode card = (ObjectNode) Cards.tree(Cards.full());
    card.remove("version");
    card.put("license", "MIT");
    card.withObject("/input").put("width", 0).put("interpolation", "bicubic");
    card.withObject("/output").putArray("positive_labels").add("Pneumonia");
    card.put("threshold", "half");

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read(card.toString()))
        .withMessage(
            """
            model card test.card.json is not valid:
              version: expected text, found nothing
              input.width: expected a whole number from 1 to 4096, found 0
              input.interpolation: expected one of pillow_nearest, pillow_box, pillow_bilinear, \
            pillow_hamming, pillow_bicubic, pillow_lanczos, opencv_nearest, opencv_linear, \
            tensorflow_bilinear, found "bicubic"; did you mean pillow_bicubic?
              output.positive_labels[0]: expected one of the labels, found "Pneumonia"
              threshold: expected a number, found "half"
              license: unknown field; did you mean licence?""");
  }

  @Test
  void anotherFormatIsNotPickedApart() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read("{\"schema_version\": 99, \"whatever\": 1}"))
        .withMessage(
            "model card test.card.json is not valid:\n  schema_version: expected 1, found 99");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 1: expected an object, found nothing",
        "`{\n  \"name\": \"x\",\n  \"name\": 1}` | line 3, column 9: Duplicate field 'name'",
        "`{\n  \"name\": \"x\",\n}` | line 3, column 1: Unexpected character",
        "`{\"name\": \"x\"` | line 1, column 13: Unexpected end-of-input",
        "`{} {}` | line 1, column 5: expected the end, found more",
        "`{\"width\": NaN}` | line 1, column 14: Non-standard token 'NaN'",
        "`{\"a\": 1 // b\n}` | line 1, column 9: Unexpected character ('/'",
        "`[[[[[[[[[[[[[[[[[[[[[[` | depth (17) exceeds the maximum",
        "`version https://git-lfs.github.com/spec/v1` | line 1, column 1: Unrecognized token",
      })
  void malformedJsonSaysLineAndColumn(String json, String says) {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read(json))
        .withMessageStartingWith("model card test.card.json is not JSON: ")
        .withMessageContaining(says)
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID))
        .satisfies(
            error -> assertThat(error.getMessage()).doesNotContain("\n", "Source", "Feature"));
  }

  @ParameterizedTest
  @CsvSource({"[], a list", "7, 7", "null, null", "true, true"})
  void refusesWhatIsNoObject(String json, String found) {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read(json))
        .withMessage(
            "model card test.card.json is not valid:\n  expected an object, found " + found);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin = "{\"name\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.parse(latin, "x"))
        .withMessageStartingWith("model card x is not JSON: line 1, column 12: Invalid UTF-8");
  }

  @Test
  void readsACardWithAByteOrderMark() {
    assertThat(Cards.read('\uFEFF' + Cards.full())).isEqualTo(Cards.read(Cards.full()));
  }

  @Test
  void refusesMoreThanOneMebibyte() {
    byte[] large =
        (Cards.full() + " ".repeat(ModelCards.MAX_BYTES)).getBytes(StandardCharsets.UTF_8);

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.parse(large, "x"))
        .withMessage("model card x: expected at most 1048576 bytes, found more");
  }

  @Test
  void aFloodOfProblemsIsCutShort() {
    String flood = "{\"schema_version\": 1, \"limits\": [" + "1,".repeat(200_000) + "1]}";

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> Cards.read(flood))
        .satisfies(error -> assertThat(error.getMessage().lines().count()).isLessThan(60))
        .withMessageEndingWith("\n  and more");
  }

  @Test
  void aSigmoidMayNameTheNormalClassLast() {
    ObjectNode card = (ObjectNode) Cards.tree(Cards.documented().get(1));
    card.withObject("/output").putArray("labels").add("PNEUMONIA").add("NORMAL");

    assertThat(Cards.read(card.toString()).scoreReader())
        .isEqualTo(new SigmoidReader(List.of("PNEUMONIA", "NORMAL"), List.of("PNEUMONIA"), false));
  }
}
