package io.pneumonia.persistence.diagnoses;

import io.pneumonia.decision.Finding;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.request.FieldCheck;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which results to list; null leaves a condition out.
 *
 * @param finding with this finding
 * @param confidenceMin with this confidence or more, in percent as it is shown (two decimals)
 * @param confidenceMax with this confidence or less
 * @param from recorded on this day or later, UTC
 * @param to recorded on this day or earlier, UTC
 * @param text in file name, patient's name or notes, whatever its case
 * @param ownerId of this account; for administrators, everybody else sees the own ones only
 */
public record DiagnosisFilter(
    @Nullable Finding finding,
    @Nullable Double confidenceMin,
    @Nullable Double confidenceMax,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable String text,
    @Nullable Long ownerId) {

  /** Everything that may be seen. */
  public static final DiagnosisFilter ALL =
      new DiagnosisFilter(null, null, null, null, null, null, null);

  /**
   * Checks.
   *
   * @throws RequestRejected {@code FIELD_INVALID} for percentages, days or a text that cannot be
   *     meant
   */
  public DiagnosisFilter {
    FieldCheck check = new FieldCheck();
    requirePercentage(check, "confidence_min", confidenceMin);
    requirePercentage(check, "confidence_max", confidenceMax);
    check.requireDay(from, "date_from");
    check.requireDay(to, "date_to");
    if (text != null) {
      text = text.isBlank() ? null : text;
    }
    if (text != null) {
      check.requireLine(text, "search", 200);
    }
    check.done();
  }

  private static void requirePercentage(FieldCheck check, String field, @Nullable Double value) {
    check.require(
        value == null || (value >= 0 && value <= 100),
        field,
        "Expected 0 to 100, found " + value + ".");
  }

  /**
   * The same with one finding only.
   *
   * @param value the finding
   * @return the new filter
   */
  public DiagnosisFilter with(Finding value) {
    return new DiagnosisFilter(value, confidenceMin, confidenceMax, from, to, text, ownerId);
  }

  /**
   * The same within a range of confidence.
   *
   * @param min in percent, or null for no lower end
   * @param max in percent, or null for no upper end
   * @return the new filter
   */
  public DiagnosisFilter withConfidence(@Nullable Double min, @Nullable Double max) {
    return new DiagnosisFilter(finding, min, max, from, to, text, ownerId);
  }

  /**
   * The same within whole days, UTC, both included.
   *
   * @param first the first day, or null for no beginning
   * @param last the last day, or null for no end
   * @return the new filter
   */
  public DiagnosisFilter between(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new DiagnosisFilter(finding, confidenceMin, confidenceMax, first, last, text, ownerId);
  }

  /**
   * The same with a text.
   *
   * @param words what to find, literally
   * @return the new filter
   */
  public DiagnosisFilter containing(String words) {
    return new DiagnosisFilter(finding, confidenceMin, confidenceMax, from, to, words, ownerId);
  }

  DiagnosisFilter withoutText() {
    return new DiagnosisFilter(finding, confidenceMin, confidenceMax, from, to, null, ownerId);
  }

  /**
   * The same for one account.
   *
   * @param id the account
   * @return the new filter
   */
  public DiagnosisFilter ofOwner(long id) {
    return new DiagnosisFilter(finding, confidenceMin, confidenceMax, from, to, text, id);
  }
}
