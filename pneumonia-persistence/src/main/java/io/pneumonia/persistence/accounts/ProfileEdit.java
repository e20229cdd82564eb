package io.pneumonia.persistence.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What a person changes in the own account; null leaves a field as it is.
 *
 * @param email field {@code email}
 * @param firstName field {@code first_name}
 * @param lastName field {@code last_name}
 */
public record ProfileEdit(
    @Nullable String email, @Nullable String firstName, @Nullable String lastName) {

  /** Drops surrounding blanks. */
  public ProfileEdit {
    email = email == null ? null : email.strip();
    firstName = firstName == null ? null : firstName.strip();
    lastName = lastName == null ? null : lastName.strip();
  }
}
