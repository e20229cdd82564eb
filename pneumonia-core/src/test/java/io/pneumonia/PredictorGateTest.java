package io.pneumonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.gate.GateReason;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.GateVerdict.Level;
import io.pneumonia.gate.Gates;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A predictor with a gate that knows mean levels from 0.1 to 0.9, and trusts 0.3 to 0.7. */
class PredictorGateTest {

  private static final EncodedImage GOOD = GreyPicture.of("good.png", 128);
  private static final EncodedImage EDGE = GreyPicture.of("edge.png", 200);
  private static final EncodedImage ALIEN = GreyPicture.of("alien.png", 250);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModelAndGate() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
    Files.writeString(
        folder.resolve("net.bin.gate.json"), Gates.oneFeature(ModelCards.sha256(model)));
  }

  private Predictor open(GatePolicy policy) {
    return Predictors.open(PredictorOptions.of(model, "brightness").withGate(policy));
  }

  private static Level level(Prediction prediction) {
    return prediction.gate().map(GateVerdict::level).orElseThrow();
  }

  private static String tell(Outcome outcome) {
    return outcome instanceof Outcome.Predicted predicted
        ? level(predicted.prediction()).name()
        : ((Outcome.Refused) outcome).error().code().name();
  }

  @Test
  void refusesWhatTheModelWasNotMadeFor() {
    try (Predictor predictor = Predictors.open(model, "brightness")) {
      assertThat(level(predictor.predict(GOOD))).isEqualTo(Level.ACCEPTED);
      assertThat(level(predictor.predict(EDGE))).isEqualTo(Level.DOUBTFUL);
      ImageRejected error =
          catchThrowableOfType(ImageRejected.class, () -> predictor.predict(ALIEN));
      assertThat(error.code()).isEqualTo(ErrorCode.NOT_A_CHEST_XRAY);
      assertThat(error)
          .hasMessage(
              "alien.png: not a chest X-ray of the kind that the model was made for: expected"
                  + " features within 4.00 of those of the training pictures, found 4.80");
    }
  }

  @Test
  void everyWayToPredictGoesThroughTheGate() {
    try (Predictor predictor = open(GatePolicy.REFUSE)) {
      try (Stream<Outcome> outcomes =
          predictor.predictEach(Stream.of(GOOD, ALIEN, EDGE, ALIEN, GOOD))) {
        assertThat(outcomes.map(PredictorGateTest::tell))
            .containsExactly(
                "ACCEPTED", "NOT_A_CHEST_XRAY", "DOUBTFUL", "NOT_A_CHEST_XRAY", "ACCEPTED");
      }
      assertThatThrownBy(() -> predictor.predict(List.of(GOOD, ALIEN)))
          .isInstanceOf(ImageRejected.class)
          .hasMessageContaining("alien.png");
      assertThatThrownBy(() -> predictor.predictAsync(ALIEN).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ImageRejected.class);
      UnaryOperator<PixelImage> small = pixels -> PixelImage.of(3, 3, 1, new byte[9]);
      assertThat(predictor.predictVariants(GOOD, List.of(small, UnaryOperator.identity())))
          .extracting(PredictorGateTest::tell)
          .containsExactly("NOT_A_CHEST_XRAY", "ACCEPTED");
      assertThat(predictor.predictVariants(ALIEN, List.of(UnaryOperator.identity())))
          .extracting(PredictorGateTest::tell)
          .containsExactly("NOT_A_CHEST_XRAY");
    }
  }

  @Test
  void reportsInsteadOfRefusing() {
    UnaryOperator<PixelImage> small =
        pixels -> PixelImage.of(2, 2, 1, new byte[] {127, 127, 127, 127});
    try (Predictor predictor = open(GatePolicy.REPORT)) {
      Prediction alien = predictor.predict(ALIEN);
      assertThat(level(alien)).isEqualTo(Level.REFUSED);
      assertThat(alien.decision().rawScore().value()).isGreaterThan(0.9);
      Prediction variant =
          ((Outcome.Predicted) predictor.predictVariants(GOOD, List.of(small)).get(0)).prediction();
      GateVerdict verdict = variant.gate().orElseThrow();
      assertThat(verdict.level()).isEqualTo(Level.REFUSED);
      assertThat(verdict.distance()).isLessThan(1);
      assertThat(verdict.objections())
          .extracting(GateVerdict.Objection::reason)
          .containsExactly(GateReason.TOO_SMALL);
    }
  }

  @Test
  void scoresAreTheSameWithTheGateAndWithout() {
    try (Predictor off = open(GatePolicy.OFF);
        Predictor report = open(GatePolicy.REPORT)) {
      Prediction plain = off.predict(ALIEN);
      assertThat(plain.gate()).isEmpty();
      assertThat(report.predict(ALIEN).output()).isEqualTo(plain.output());
    }
  }

  @Test
  void aModelWithoutAGateHasNoVerdict() throws IOException {
    Files.delete(folder.resolve("net.bin.gate.json"));
    try (Predictor predictor = open(GatePolicy.REFUSE)) {
      assertThat(predictor.predict(ALIEN).gate()).isEmpty();
    }
  }

  @Test
  void saysThatOnlyPixelsAreLookedAtWhereTheNetworkIsNotSeenInto() {
    try (Predictor predictor = Predictors.open(model, "opaque")) {
      assertThat(predictor.notes()).last().asString().contains("size, colour and contrast only");
      GateVerdict verdict = predictor.predict(ALIEN).gate().orElseThrow();
      assertThat(verdict).isEqualTo(new GateVerdict(Level.ACCEPTED, null, List.of()));
    }
    try (Predictor predictor = open(GatePolicy.REFUSE)) {
      assertThat(predictor.notes()).noneMatch(note -> note.contains("gate"));
    }
  }

  @Test
  void aGateThatDoesNotFitIsRefusedUnlessItIsSwitchedOff() throws IOException {
    Files.writeString(model, "other bytes");
    ModelRejected error = catchThrowableOfType(ModelRejected.class, () -> open(GatePolicy.REPORT));
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_DIGEST_MISMATCH);
    open(GatePolicy.OFF).close();
    assertThat(BrightnessBackend.OPEN_SESSIONS.get()).isZero();
  }
}
