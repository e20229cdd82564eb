package io.pneumonia.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a card that people read and that decides nothing.
 *
 * @param operatingPoints other thresholds with their purpose
 * @param calibration how scores were calibrated, or null
 * @param licence of the model, an SPDX name if there is one, or null
 * @param trainingData what the model was trained on
 * @param measured figures with their data set
 * @param intendedUse what the model was made for, or null
 * @param limits where it must not be relied on
 * @param notes anything else
 */
public record CardDetails(
    List<OperatingPoint> operatingPoints,
    @Nullable Calibration calibration,
    @Nullable String licence,
    List<TrainingData> trainingData,
    List<Measurement> measured,
    @Nullable String intendedUse,
    List<String> limits,
    List<String> notes) {

  /** Nothing is known. */
  public static final CardDetails NONE =
      new CardDetails(List.of(), null, null, List.of(), List.of(), null, List.of(), List.of());

  /** Copies the lists and refuses blank texts. */
  public CardDetails {
    operatingPoints = List.copyOf(operatingPoints);
    trainingData = List.copyOf(trainingData);
    measured = List.copyOf(measured);
    limits = List.copyOf(limits);
    notes = List.copyOf(notes);
    Required.textOrNull("licence", licence);
    Required.textOrNull("intended use", intendedUse);
    limits.forEach(limit -> Required.text("limits", limit));
    notes.forEach(note -> Required.text("notes", note));
  }

  /**
   * The same details with other notes.
   *
   * @param other the notes
   * @return the new details
   */
  public CardDetails withNotes(List<String> other) {
    return new CardDetails(
        operatingPoints, calibration, licence, trainingData, measured, intendedUse, limits, other);
  }
}
