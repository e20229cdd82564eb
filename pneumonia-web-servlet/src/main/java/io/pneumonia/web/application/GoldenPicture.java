package io.pneumonia.web.application;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One drawn picture that goes all the way through the model: whoever asks learns whether the model
 * answers now, and as it did the first time. Its input gate may refuse a drawing; that too is an
 * answer.
 */
final class GoldenPicture {

  private static final String RESOURCE = "/io/pneumonia/web/golden.png";

  private final ActiveModel model;
  private final EncodedImage picture = picture();
  private @Nullable Answer first;

  private record Answer(ModelId model, String text) {}

  GoldenPicture(ActiveModel model) {
    this.model = model;
  }

  /** Throws if the model fails, or answers otherwise than it did. */
  synchronized void check() {
    Answer answer = answer();
    Answer before = first;
    if (before == null || !before.model().equals(answer.model())) {
      first = answer;
    } else if (!before.equals(answer)) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          "golden picture: expected %s, found %s".formatted(before.text(), answer.text()));
    }
  }

  private Answer answer() {
    ModelId id = model.id();
    try {
      return new Answer(id, Double.toString(model.predict(picture).decision().rawScore().value()));
    } catch (ImageRejected e) {
      if (e.code() == ErrorCode.NOT_A_CHEST_XRAY) {
        return new Answer(id, e.getMessage());
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
