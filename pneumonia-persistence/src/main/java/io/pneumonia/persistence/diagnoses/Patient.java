package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.request.FieldCheck;
import org.jspecify.annotations.Nullable;

/**
 * What the person who sent the picture wrote beside it.
 *
 * @param name field {@code patient_name}, up to 200 characters, may be empty
 * @param age field {@code patient_age} in years, 0 to 150, or null
 * @param notes field {@code notes}, up to 5000 characters, may be empty
 */
public record Patient(String name, @Nullable Integer age, String notes) {

  /** Nothing was written. */
  public static final Patient UNNAMED = new Patient("", null, "");

  /**
   * Checks.
   *
   * @throws RequestRejected {@code FIELD_INVALID} with every field that cannot be accepted
   */
  public Patient {
    name = name.strip();
    FieldCheck check = new FieldCheck();
    check.requireLine(name, "patient_name", 200);
    check.require(
        age == null || (age >= 0 && age <= 150),
        "patient_age",
        "Expected 0 to 150, found " + age + ".");
    check.requireText(notes, "notes", 5000);
    check.done();
  }

  /** Not shown: this ends up in logs. */
  @Override
  public String toString() {
    return "(a patient)";
  }
}
