package io.pneumonia.persistence.accounts;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.request.FieldCheck;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/** What the fields of an account must be. */
final class AccountRules {

  private static final Pattern USERNAME =
      Pattern.compile("[\\w.@+-]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");
  private static final int MAX_NAME = 150;
  private static final int MAX_EMAIL = 254;

  private final PasswordRules passwords = new PasswordRules();

  /** One form for what looks the same. */
  static String normalized(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC);
  }

  void check(FieldCheck check, Registration registration) {
    checkUsername(check, normalized(registration.username()));
    checkEmail(check, registration.email());
    check.requireLine(registration.firstName(), "first_name", MAX_NAME);
    check.requireLine(registration.lastName(), "last_name", MAX_NAME);
    passwords.check(
        check,
        "password",
        registration.password(),
        List.of(
            registration.username(),
            registration.firstName(),
            registration.lastName(),
            registration.email()));
    checkConfirmation(
        check, "password_confirm", registration.password(), registration.confirmation());
  }

  void check(FieldCheck check, Account edited) {
    checkEmail(check, edited.email());
    check.requireLine(edited.firstName(), "first_name", MAX_NAME);
    check.requireLine(edited.lastName(), "last_name", MAX_NAME);
  }

  void checkPassword(FieldCheck check, String field, Password password, Account owner) {
    passwords.check(
        check,
        field,
        password,
        List.of(owner.username(), owner.firstName(), owner.lastName(), owner.email()));
  }

  static void checkConfirmation(
      FieldCheck check, String field, Password password, Password confirmation) {
    if (!password.equals(confirmation)) {
      check.add(field, ErrorCode.FIELD_INVALID, "The two passwords are not the same.");
    }
  }

  private static void checkUsername(FieldCheck check, String username) {
    if (username.isEmpty()) {
      check.add("username", ErrorCode.FIELD_INVALID, "This field is required.");
      return;
    }
    check.requireLine(username, "username", MAX_NAME);
    check.require(
        USERNAME.matcher(username).matches(),
        "username",
        "Letters, digits and @ . + - _ are allowed.");
  }

  private static void checkEmail(FieldCheck check, String email) {
    check.requireLine(email, "email", MAX_EMAIL);
    check.require(
        EMAIL.matcher(email).matches(), "email", "Expected an address like name@example.org.");
  }
}
