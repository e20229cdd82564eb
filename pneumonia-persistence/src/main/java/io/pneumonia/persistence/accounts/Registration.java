package io.pneumonia.persistence.accounts;

/**
 * What a person fills in to get an account. Surrounding blanks are dropped, except in passwords.
 *
 * @param username field {@code username}
 * @param email field {@code email}
 * @param firstName field {@code first_name}, may be empty
 * @param lastName field {@code last_name}, may be empty
 * @param password field {@code password}
 * @param confirmation field {@code password_confirm}, the same again
 */
public record Registration(
    String username,
    String email,
    String firstName,
    String lastName,
    Password password,
    Password confirmation) {

  /** Drops surrounding blanks. */
  public Registration {
    username = username.strip();
    email = email.strip();
    firstName = firstName.strip();
    lastName = lastName.strip();
  }
}
