package io.pneumonia.model;

import org.jspecify.annotations.Nullable;

/**
 * How the model's scores were calibrated when it was made. This is told, not done: whatever the
 * calibration changed is in the model file already, and no score is changed here.
 *
 * @param method in words: {@code temperature scaling}
 * @param temperature what logits were divided by, positive, or null
 * @param bias what was added to logits, or null
 * @param note anything else to know, or null
 */
public record Calibration(
    String method, @Nullable Double temperature, @Nullable Double bias, @Nullable String note) {

  /** Refuses blank texts and numbers that cannot be. */
  public Calibration {
    Required.text("calibration method", method);
    Required.textOrNull("calibration note", note);
    if (temperature != null && !(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException("temperature: expected positive, found " + temperature);
    }
    if (bias != null) {
      Required.finite("bias", bias);
    }
  }
}
