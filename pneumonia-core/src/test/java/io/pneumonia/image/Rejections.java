package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import java.util.zip.DataFormatException;
import org.assertj.core.api.AbstractStringAssert;

/** What every refusal must be like. */
final class Rejections {

  private Rejections() {}

  static AbstractStringAssert<?> assertRefused(byte[] bytes, ErrorCode code) {
    return assertRefused(new ImageDecoder(), bytes, code);
  }

  static AbstractStringAssert<?> assertRefused(ImageDecoder decoder, byte[] bytes, ErrorCode code) {
    ImageRejected rejected =
        catchThrowableOfType(
            ImageRejected.class, () -> decoder.decode(EncodedImage.of("x.img", bytes)));
    assertThat(rejected).as("a refusal").isNotNull();
    assertThat(rejected.code()).as(rejected.getMessage()).isEqualTo(code);
    requireClean(rejected);
    return assertThat(rejected.getMessage());
  }

  /** One sentence of the usual form, and no accident inside the decoder. */
  static void requireClean(ImageRejected rejected) {
    Throwable cause = rejected.getCause();
    assertThat(cause == null || cause instanceof DataFormatException)
        .as("no accident inside the decoder: %s", cause)
        .isTrue();
    assertThat(rejected.getMessage())
        .matches("x\\.img: expected .+, found .+")
        .doesNotContain("\n");
  }
}
