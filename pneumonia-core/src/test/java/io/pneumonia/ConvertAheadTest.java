package io.pneumonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.BrightnessBackend.Converting;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was converted ahead is a cache: used where it fits, and never missed. */
class ConvertAheadTest {

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
    Converting.OPENED.clear();
  }

  @AfterEach
  void noSessionIsLeftOpen() {
    assertThat(BrightnessBackend.OPEN_SESSIONS.get()).isZero();
  }

  private String open(String backend) {
    try (Predictor predictor = Predictors.open(model, backend)) {
      assertThat(predictor.model().sha256()).isEqualTo(ModelCards.sha256(model));
    }
    return String.join(" ", Converting.OPENED);
  }

  @Test
  void opensTheModelWhereNothingWasConverted() {
    assertThat(open("converting")).isEqualTo("model");
  }

  @Test
  void opensWhatWasConverted() throws IOException {
    Path converted = Predictors.convertAhead(model, "converting");

    assertThat(converted).isEqualTo(folder.resolve("net.bin.converted.converting"));
    assertThat(open("converting")).isEqualTo("conversion");
  }

  @Test
  void opensTheModelThatHasChangedSince() throws IOException {
    Predictors.convertAhead(model, "converting");
    Files.writeString(model, "other bytes");

    assertThat(open("converting")).isEqualTo("model");
  }

  @Test
  void leavesOtherBackendsAlone() throws IOException {
    Predictors.convertAhead(model, "converting");

    assertThat(open("brightness")).isEmpty();
  }

  @Test
  void tellsThatTheModelIsNotThere() throws IOException {
    Predictors.convertAhead(model, "converting");
    Files.delete(model);

    assertThatThrownBy(() -> open("converting"))
        .isInstanceOfSatisfying(
            ModelRejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
  }

  @Test
  void refusesBackendThatConvertsNothing() {
    assertThatThrownBy(() -> Predictors.convertAhead(model, "brightness"))
        .isInstanceOfSatisfying(
            BackendUnavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKEND_MODEL_UNSUPPORTED))
        .hasMessageContaining("brightness");
  }
}
