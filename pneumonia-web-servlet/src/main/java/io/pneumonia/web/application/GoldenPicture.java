package io.pneumonia.web.application;

import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One drawn picture that goes all the way through a model: whoever asks learns whether the model
 * answers now, and as it did the first time. Its input gate may refuse a drawing; that too is an
 * answer.
 */
final class GoldenPicture {

  private static final String RESOURCE = "/io/pneumonia/web/golden.png";

  private final EncodedImage picture = picture();
  private @Nullable Answer first;

  /**
   * What a model said.
   *
   * @param model which
   * @param bits all of the score, or the gate's words
   * @param words for people
   */
  private record Answer(ModelId model, String bits, String words) {}

  /** Throws if the model fails; else tells what it says of the picture. */
  String ask(Predictor model) {
    return answer(model).words();
  }

  /** Throws if the model fails, or answers otherwise than it did. */
  synchronized void check(Predictor model) {
    Answer answer = answer(model);
    Answer before = first;
    if (before == null || !before.model().equals(answer.model())) {
      first = answer;
    } else if (!before.equals(answer)) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          "golden picture: expected %s, found %s".formatted(before.bits(), answer.bits()));
    }
  }

  private Answer answer(Predictor model) {
    try {
      Prediction found = model.predict(picture);
      double score = found.decision().rawScore().value();
      String words =
          String.format(
              Locale.ROOT,
              "%s with a score of %.4f at the card's threshold of %s",
              found.decision().finding(),
              score,
              found.decision().threshold().value());
      return new Answer(model.model(), Double.toString(score), words);
    } catch (ImageRejected e) {
      if (e.code() == ErrorCode.NOT_A_CHEST_XRAY) {
        String words = "refused by its input gate, which a drawing may be";
        return new Answer(model.model(), e.getMessage(), words);
      }
      throw new ModelRejected(e.code(), "golden picture: " + e.getMessage(), e);
    }
  }

  private static EncodedImage picture() {
    try (InputStream in = GoldenPicture.class.getResourceAsStream(RESOURCE)) {
      return EncodedImage.of("golden.png", Objects.requireNonNull(in, RESOURCE).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
