package io.pneumonia.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.StoredImage;
import io.pneumonia.persistence.diagnoses.StoredResult;
import io.pneumonia.persistence.diagnoses.StoredVerdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture with its result. What one family of clients reads at the top is there twice.
 *
 * @param image the path of the picture's bytes
 * @param fileSize in bytes, in details only, as the three after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImageJson(
    long id,
    String image,
    Instant uploadedAt,
    @Nullable Long fileSize,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String format,
    Brief result,
    @Schema(allowableValues = {"NORMAL", "PNEUMONIA"}) String prediction,
    double confidence) {

  /**
   * The result of a picture.
   *
   * @param decodeDenominator 1 where every pixel was decoded; 2, 4 or 8 in fast mode
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Brief(
      long id,
      @Schema(allowableValues = {"NORMAL", "PNEUMONIA"}) String predictedClass,
      double confidence,
      double rawScore,
      double threshold,
      @Schema(allowableValues = {"HIGH", "MODERATE", "LOW"}) String confidenceLevel,
      @Schema(minimum = "1", maximum = "8") int decodeDenominator,
      @Nullable Gate gate,
      @Nullable Double processingTime,
      Instant createdAt) {}

  /** What the input gate said: {@code accepted} or {@code doubtful}, and why. */
  record Gate(String level, String reason) {

    static @Nullable Gate of(StoredResult result) {
      @Nullable StoredVerdict verdict = result.gateVerdict();
      return verdict == null
          ? null
          : new Gate(verdict.level().name().toLowerCase(Locale.ROOT), verdict.sentence());
    }
  }

  static ImageJson inList(Diagnosis diagnosis) {
    return of(diagnosis, false);
  }

  static ImageJson inDetail(Diagnosis diagnosis) {
    return of(diagnosis, true);
  }

  private static ImageJson of(Diagnosis diagnosis, boolean detailed) {
    StoredImage image = diagnosis.image();
    Brief result = brief(diagnosis.result(), detailed);
    return new ImageJson(
        image.id(),
        mediaPath(image),
        image.uploadedAt(),
        detailed ? image.bytes() : null,
        detailed ? image.width() : null,
        detailed ? image.height() : null,
        detailed ? image.format().name() : null,
        result,
        result.predictedClass(),
        result.confidence());
  }

  static String mediaPath(StoredImage image) {
    return "/media/" + image.media().value();
  }

  private static Brief brief(StoredResult result, boolean detailed) {
    return new Brief(
        result.id(),
        result.decision().finding().name(),
        result.decision().confidence().rounded(),
        result.decision().rawScore().value(),
        result.decision().threshold().value(),
        result.decision().confidenceLevel().name(),
        result.decodeDenominator(),
        Gate.of(result),
        detailed ? result.timings().total().toNanos() / 1e9 : null,
        result.createdAt());
  }
}
