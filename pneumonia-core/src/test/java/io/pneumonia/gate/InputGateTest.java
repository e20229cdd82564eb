package io.pneumonia.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.gate.GateVerdict.Level;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputGateTest {

  private static final TensorShape ONE = TensorShape.of(TensorShape.UNKNOWN, 1);
  private static final GateSpec SPEC =
      GateReader.parse(
          Gates.oneFeature("0".repeat(64)).getBytes(StandardCharsets.UTF_8), "net.gate.json");
  private static final InputGate GATE = InputGate.of(SPEC, Map.of(Tap.FEATURES, ONE), "net.h5");

  private static TappedOutput output(float... features) {
    FloatTensor tensor = FloatTensor.of(TensorShape.of(features.length, 1), features);
    return new TappedOutput(tensor, Map.of(Tap.FEATURES, tensor));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0, ACCEPTED",
    "0.65, 1.5, ACCEPTED",
    "0.25, 2.5, DOUBTFUL",
    "0.85, 3.5, DOUBTFUL",
    "1, 5, REFUSED",
    "-1e30, 1e31, REFUSED"
  })
  void judgesByTheDistanceOfTheFeatures(float feature, double distance, Level level) {
    GateVerdict verdict = GATE.judge(List.of(), output(0.5f, feature), 1);
    assertThat(verdict.level()).isEqualTo(level);
    assertThat(verdict.distance()).isCloseTo(distance, within(1e-5 * Math.max(1, distance)));
    assertThat(verdict.objections())
        .extracting(Objection::reason)
        .isEqualTo(
            level == Level.ACCEPTED ? List.of() : List.of(GateReason.UNLIKE_TRAINING_PICTURES));
  }

  @Test
  void saysWhichLimitWasExceeded() {
    assertThat(GATE.judge(List.of(), output(0.75f), 0).sentence())
        .isEqualTo("expected features within 2.00 of those of the training pictures, found 2.50");
    assertThat(GATE.judge(List.of(), output(1f), 0).sentence())
        .isEqualTo("expected features within 4.00 of those of the training pictures, found 5.00");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 0, 'expected at least 4 pixels a side, found 3x3'",
    "4, 9, 0, 'expected a side at most 2.0 times the other, found 4x9'",
    "9, 4, 0, 'expected a side at most 2.0 times the other, found 9x4'",
    "8, 4, 21, 'expected grey, with colours apart by at most 20.0 levels, found 21.0'"
  })
  void refusesPicturesBeforeTheNetworkSeesThem(int width, int height, int colour, String sentence) {
    List<Objection> objections = GATE.look(picture(width, height, 100, colour));
    assertThat(objections).extracting(Objection::sentence).containsExactly(sentence);
    GateVerdict verdict = GATE.judge(objections, output(0.5f), 0);
    assertThat(verdict.level()).isEqualTo(Level.REFUSED);
    assertThat(verdict.objections()).isEqualTo(objections);
    assertThat(verdict.distance()).isZero();
  }

  @Test
  void picturesAtTheLimitsPass() {
    assertThat(GATE.look(picture(8, 4, 100, 20))).isEmpty();
  }

  @Test
  void refusesPicturesWithoutContrast() {
    PictureChecks checks = new PictureChecks(1, 100, 255, 8);
    byte[] faint = {100, 114, 100, 114};
    byte[] clear = {100, 116, 100, 116};
    assertThat(checks.objections(ReducedImage.whole(PixelImage.of(2, 2, 1, clear)))).isEmpty();
    assertThat(checks.objections(ReducedImage.whole(PixelImage.of(2, 2, 1, faint))))
        .containsExactly(
            new Objection(GateReason.BLANK, "grey levels that deviate by at least 8.0", "7.0"));
  }

  @Test
  void tellsEveryObjection() {
    List<Objection> objections = GATE.look(picture(3, 9, 100, 30));
    assertThat(GATE.judge(objections, output(1), 0).objections())
        .extracting(Objection::reason)
        .containsExactly(
            GateReason.TOO_SMALL,
            GateReason.EXTREME_ASPECT,
            GateReason.COLOURED,
            GateReason.UNLIKE_TRAINING_PICTURES);
  }

  @Test
  void featuresThatAreNotNumbersAreAnErrorAndNeverAVerdict() {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(InferenceFailed.class)
          .isThrownBy(() -> GATE.judge(List.of(), output(broken), 0));
    }
  }

  @Test
  void looksAtPixelsOnlyWhereTheNetworkHasNoSuchTap() {
    InputGate gate = InputGate.of(SPEC, Map.of(), "net.onnx");
    assertThat(gate.taps()).isEmpty();
    TappedOutput plain = new TappedOutput(FloatTensor.of(TensorShape.of(1, 1), 9f), Map.of());
    assertThat(gate.judge(List.of(), plain, 0))
        .isEqualTo(new GateVerdict(Level.ACCEPTED, null, List.of()));
    List<Objection> objections = gate.look(picture(3, 3, 100, 0));
    assertThat(gate.judge(objections, plain, 0))
        .isEqualTo(new GateVerdict(Level.REFUSED, null, objections));
    assertThat(GATE.taps()).isEqualTo(Set.of(Tap.FEATURES));
  }

  @ParameterizedTest
  @CsvSource({"2", "-1"})
  void refusesStatisticsOfAnotherSize(long size) {
    TensorShape shape = TensorShape.of(TensorShape.UNKNOWN, size);
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> InputGate.of(SPEC, Map.of(Tap.FEATURES, shape), "net.h5"))
        .withMessage(
            "input gate of model net.h5, mean: expected one value for each of FEATURES "
                + shape
                + ", found 1")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_GATE_INVALID));
  }

  /** One colour: red brighter than green and blue. */
  private static PixelImage picture(int width, int height, int level, int colour) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % 3 == 0 ? level + colour : level);
    }
    return PixelImage.of(width, height, 3, samples);
  }

  @Test
  void refusesComponentsThatLeanOnEachOther() {
    float[] leaning = {1, 0, 0.70710677f, 0.70710677f};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureStatistics(new float[2], leaning, new float[] {1, 1}, 1))
        .withMessageContaining("expected orthonormal rows");
  }
}
