package io.pneumonia.persistence.accounts;

/**
 * What a person fills in to change the own password.
 *
 * @param present field {@code old_password}
 * @param next field {@code new_password}
 * @param confirmation field {@code new_password_confirm}, the same again
 */
public record PasswordChange(Password present, Password next, Password confirmation) {}
