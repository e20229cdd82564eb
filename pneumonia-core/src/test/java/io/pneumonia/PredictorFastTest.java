package io.pneumonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.preprocess.DecodeMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decode mode FAST, in every way to predict. */
class PredictorFastTest {

  // 61x47 pixels for a network of 4x4.
  private static final String JPEG = "/image/golden/jpeg-grey.jpg";

  @TempDir Path folder;
  private Path model;
  private EncodedImage picture = EncodedImage.of("none", new byte[0]);

  @BeforeEach
  void readPicture() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(JPEG))) {
      picture = EncodedImage.of("grey.jpg", in.readAllBytes());
    }
  }

  private Predictor open(DecodeMode mode) {
    return Predictors.open(PredictorOptions.of(model, "brightness").withDecodeMode(mode));
  }

  @Test
  void saysThatThePictureWasReducedAndKeepsItsSize() {
    try (Predictor exact = open(DecodeMode.EXACT);
        Predictor fast = open(DecodeMode.FAST)) {
      Prediction whole = exact.predict(picture);
      Prediction reduced = fast.predict(picture);

      assertThat(whole.image().isExact()).isTrue();
      assertThat(reduced.image().isExact()).isFalse();
      assertThat(reduced.image().denominator()).isEqualTo(4);
      assertThat(reduced.image().width()).isEqualTo(61);
      assertThat(reduced.image().height()).isEqualTo(47);
      assertThat(reduced.decision().rawScore().value())
          .isCloseTo(whole.decision().rawScore().value(), within(0.01));
    }
  }

  @Test
  void listsAreReducedAsSinglesAre() {
    try (Predictor fast = open(DecodeMode.FAST)) {
      Prediction single = fast.predict(picture);

      for (Prediction one : fast.predict(List.of(picture, picture, picture))) {
        assertThat(one.image()).isEqualTo(single.image());
        assertThat(one.output()).isEqualTo(single.output());
      }
    }
  }

  @Test
  void explanationsAndVariantsAreExact() {
    try (Predictor exact = open(DecodeMode.EXACT);
        Predictor fast = open(DecodeMode.FAST)) {
      Prediction whole = exact.predict(picture);
      Outcome variant = fast.predictVariants(picture, List.of(UnaryOperator.identity())).get(0);

      assertThat(fast.explain(picture).prediction().output()).isEqualTo(whole.output());
      assertThat(fast.explain(picture).prediction().image()).isEqualTo(whole.image());
      assertThat(((Outcome.Predicted) variant).prediction().output()).isEqualTo(whole.output());
      assertThat(((Outcome.Predicted) variant).prediction().image()).isEqualTo(whole.image());
    }
  }

  @Test
  void picturesThatAreNoJpegAreExact() {
    try (Predictor fast = open(DecodeMode.FAST)) {
      assertThat(fast.predict(GreyPicture.of("bright.png", 204)).image().isExact()).isTrue();
    }
  }
}
