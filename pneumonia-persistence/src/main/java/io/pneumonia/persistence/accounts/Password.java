package io.pneumonia.persistence.accounts;

import java.util.Objects;

/**
 * A password as it was typed, which no log and no message shows.
 *
 * @param value every character counts
 */
public record Password(String value) {

  /** Refuses a missing value. */
  public Password {
    Objects.requireNonNull(value, "value");
  }

  /** Hides it. */
  @Override
  public String toString() {
    return "(a password)";
  }
}
