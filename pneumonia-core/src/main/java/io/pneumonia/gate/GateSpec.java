package io.pneumonia.gate;

import io.pneumonia.json.Found;
import io.pneumonia.spi.Tap;
import java.util.Locale;
import java.util.Objects;

/**
 * What a model demands of pictures; {@code docs/input-gate.md} describes every field of the file.
 *
 * @param modelSha256 of the model file that it belongs to, 64 hexadecimal digits in lower case
 * @param tap which values inside the network are looked at
 * @param statistics of those values in pictures of the right kind
 * @param doubtfulAbove a distance beyond this is doubtful, positive
 * @param refusedAbove a distance beyond this is refused, {@code doubtfulAbove} or more
 * @param checks what a picture must fulfil before the network sees it
 */
public record GateSpec(
    String modelSha256,
    Tap tap,
    FeatureStatistics statistics,
    double doubtfulAbove,
    double refusedAbove,
    PictureChecks checks) {

  /** The version of the file format that is read. */
  public static final int SCHEMA_VERSION = 1;

  /** Refuses what is no digest, and limits that are out of range or order. */
  public GateSpec {
    modelSha256 = modelSha256.toLowerCase(Locale.ROOT);
    if (!modelSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "model_sha256: expected 64 hexadecimal digits, found " + Found.of(modelSha256));
    }
    Objects.requireNonNull(tap, "tap");
    Objects.requireNonNull(statistics, "statistics");
    Objects.requireNonNull(checks, "checks");
    if (!(doubtfulAbove > 0 && doubtfulAbove < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "doubtful_above: expected a positive number, found " + doubtfulAbove);
    }
    if (!(refusedAbove >= doubtfulAbove && refusedAbove < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "refused_above: expected doubtful_above, %s, or more, found %s"
              .formatted(doubtfulAbove, refusedAbove));
    }
  }
}
