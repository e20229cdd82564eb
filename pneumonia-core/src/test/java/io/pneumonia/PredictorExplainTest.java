package io.pneumonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.Gates;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import io.pneumonia.model.ModelCards;
import io.pneumonia.preprocess.SourceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorExplainTest {

  /** Dark but for the top right quarter. */
  private static final EncodedImage PATCH = quarters("patch.png", 51, 255, 51, 51);

  private static final ExplainOptions HIDING =
      ExplainOptions.DEFAULT.withMethod(EvidenceMethod.OCCLUSION).withGrid(2);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
  }

  private static EncodedImage quarters(String name, int... levels) {
    byte[] samples = new byte[64];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) levels[i / 32 * 2 + i % 8 / 4];
    }
    return EncodedImage.of(name, PngWriter.write(PixelImage.of(8, 8, 1, samples)));
  }

  @Test
  void cellsSumToTheLogOddsLessTheBias() {
    try (Predictor predictor = Predictors.open(model, "patchwork")) {
      assertThat(predictor.evidenceMethod()).isEqualTo(EvidenceMethod.CLASS_ACTIVATION);
      Explanation explanation = predictor.explain(PATCH);
      RelevanceMap map = explanation.map();
      double score = explanation.prediction().decision().rawScore().value();
      assertThat(map.sum() + PatchworkBackend.BIAS)
          .isCloseTo(Math.log(score / (1 - score)), within(1e-5));
      assertThat(map.density(0, 1)).isGreaterThan(14);
      assertThat(map.density(1, 0)).isLessThan(6);
      assertThat(map.region()).isEqualTo(new SourceBox(0, 0, 8, 8));
    }
  }

  @Test
  void predictionIsTheSameToTheBit() {
    try (Predictor predictor = Predictors.open(model, "patchwork")) {
      Prediction plain = predictor.predict(PATCH);
      for (Explanation each : List.of(predictor.explain(PATCH), predictor.explain(PATCH, HIDING))) {
        assertThat(each.prediction().output()).isEqualTo(plain.output());
        assertThat(each.prediction().decision()).isEqualTo(plain.decision());
        assertThat(each.prediction().image()).isEqualTo(plain.image());
      }
    }
  }

  @Test
  void bothMethodsFindThePatch() {
    try (Predictor predictor = Predictors.open(model, "patchwork")) {
      for (int bright = 0; bright < 4; bright++) {
        int[] levels = {51, 51, 51, 51};
        levels[bright] = 255;
        EncodedImage picture = quarters("patch.png", levels);
        assertThat(highest(predictor.explain(picture).map())).isEqualTo(bright);
        assertThat(highest(predictor.explain(picture, HIDING).map())).isEqualTo(bright);
      }
    }
  }

  private static int highest(RelevanceMap map) {
    double[] values = map.toArray();
    int highest = 0;
    for (int index = 1; index < values.length; index++) {
      highest = values[index] > values[highest] ? index : highest;
    }
    return highest;
  }

  @Test
  void hidesWhereTheNetworkIsNotSeenInto() {
    List<String> steps = new ArrayList<>();
    try (Predictor predictor = Predictors.open(model, "brightness")) {
      assertThat(predictor.evidenceMethod()).isEqualTo(EvidenceMethod.OCCLUSION);
      ExplainOptions options =
          ExplainOptions.DEFAULT.withProgress((done, total) -> steps.add(done + "/" + total));
      Explanation explanation = predictor.explain(PATCH, options);
      assertThat(explanation.method()).isEqualTo(EvidenceMethod.OCCLUSION);
      assertThat(explanation.map().rows()).isEqualTo(BrightnessBackend.SIDE);
      assertThat(steps).containsExactly("8/16", "16/16");
      ExplainOptions impossible =
          ExplainOptions.DEFAULT.withMethod(EvidenceMethod.CLASS_ACTIVATION);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.explain(PATCH, impossible))
          .withMessageContaining("expected OCCLUSION");
    }
  }

  @Test
  void gateHoldsForExplanationsToo() throws IOException {
    Files.writeString(
        folder.resolve("net.bin.gate.json"), Gates.oneFeature(ModelCards.sha256(model)));
    EncodedImage alien = GreyPicture.of("alien.png", 250);
    try (Predictor refusing = Predictors.open(model, "patchwork");
        Predictor telling =
            Predictors.open(PredictorOptions.of(model, "patchwork").withGate(GatePolicy.REPORT))) {
      for (ExplainOptions options : List.of(ExplainOptions.DEFAULT, HIDING)) {
        assertThatThrownBy(() -> refusing.explain(alien, options))
            .isInstanceOfSatisfying(
                ImageRejected.class,
                error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_A_CHEST_XRAY));
        assertThat(telling.explain(alien, options).prediction().gate())
            .map(GateVerdict::level)
            .contains(GateVerdict.Level.REFUSED);
      }
    }
  }

  @Test
  void drawsFindingAndLegendUnderThePicture() {
    try (Predictor predictor = Predictors.open(model, "patchwork")) {
      Explanation explanation = predictor.explain(PATCH);
      PixelImage drawing = new ImageDecoder().decode(EncodedImage.of("png", explanation.png()));
      assertThat(drawing.isGrey()).isFalse();
      assertThat(drawing.width()).isEqualTo(1024);
      assertThat(drawing.height()).isBetween(1100, 1300);
    }
  }

  @Test
  void refusesAfterClose() {
    Predictor predictor = Predictors.open(model, "patchwork");
    predictor.close();
    assertThatThrownBy(() -> predictor.explain(PATCH))
        .isInstanceOfSatisfying(
            InferenceFailed.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CLOSED));
  }

  @Test
  void refusesGridsThatWouldCostTooMuch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExplainOptions.DEFAULT.withGrid(33))
        .withMessage("grid: expected 2 to 32, found 33");
  }
}
