package io.pneumonia.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.StoredImage;
import io.pneumonia.persistence.diagnoses.StoredResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result with its picture and what it rests on.
 *
 * @param decodeDenominator 1 where every pixel was decoded; 2, 4 or 8 in fast mode
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResultJson(
    long id,
    Picture xrayImage,
    @Schema(allowableValues = {"NORMAL", "PNEUMONIA"}) String predictedClass,
    double confidence,
    double rawScore,
    double threshold,
    @Schema(allowableValues = {"HIGH", "MODERATE", "LOW"}) String confidenceLevel,
    @Schema(minimum = "1", maximum = "8") int decodeDenominator,
    ImageJson.@Nullable Gate gate,
    Model model,
    double processingTime,
    Instant createdAt) {

  /** The picture of a result. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Picture(
      long id,
      String image,
      String originalFilename,
      Instant uploadedAt,
      long fileSize,
      int width,
      int height,
      String format,
      String patientName,
      @Nullable Integer patientAge,
      String notes,
      String owner) {

    static Picture of(Diagnosis diagnosis) {
      StoredImage image = diagnosis.image();
      return new Picture(
          image.id(),
          ImageJson.mediaPath(image),
          image.fileName(),
          image.uploadedAt(),
          image.bytes(),
          image.width(),
          image.height(),
          image.format().name(),
          image.patient().name(),
          image.patient().age(),
          image.patient().notes(),
          diagnosis.owner());
    }
  }

  /** Which model, and what ran it. */
  record Model(String name, String version, String sha256, String backend) {}

  static ResultJson of(Diagnosis diagnosis) {
    StoredResult result = diagnosis.result();
    ModelId model = result.model();
    return new ResultJson(
        result.id(),
        Picture.of(diagnosis),
        result.decision().finding().name(),
        result.decision().confidence().rounded(),
        result.decision().rawScore().value(),
        result.decision().threshold().value(),
        result.decision().confidenceLevel().name(),
        result.decodeDenominator(),
        ImageJson.Gate.of(result),
        new Model(model.name(), model.version(), model.sha256(), result.backend()),
        result.timings().total().toNanos() / 1e9,
        result.createdAt());
  }
}
