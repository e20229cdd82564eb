package io.pneumonia.persistence.accounts;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.request.FieldCheck;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a new password must be: Django's four validators, with their limits and its measure of
 * likeness, {@code difflib.SequenceMatcher.quick_ratio}: twice the characters in common, whatever
 * their order, divided by the characters of both. Only the list of common passwords is another.
 */
final class PasswordRules {

  static final int MIN_LENGTH = 8;

  /** Longer ones only cost time to hash. */
  static final int MAX_LENGTH = 256;

  private static final double MAX_SIMILARITY = 0.7;

  private final CommonPasswords common = CommonPasswords.bundled();

  /** Notes every rule that a password breaks; the attributes are its owner's names. */
  void check(FieldCheck check, String field, Password password, List<String> attributes) {
    String text = password.value();
    int length = text.codePointCount(0, text.length());
    if (length < MIN_LENGTH) {
      weak(check, field, "This password is too short: expected at least 8 characters.");
    }
    if (length > MAX_LENGTH) {
      weak(check, field, "This password is too long: expected at most 256 characters.");
      return;
    }
    if (common.contains(text)) {
      weak(check, field, "This password is too common.");
    }
    if (!text.isEmpty() && text.codePoints().allMatch(Character::isDigit)) {
      weak(check, field, "This password has digits only.");
    }
    if (attributes.stream().anyMatch(attribute -> isSimilar(text, attribute))) {
      weak(check, field, "This password is too similar to the user name, e-mail address or name.");
    }
  }

  private static void weak(FieldCheck check, String field, String message) {
    check.add(field, ErrorCode.PASSWORD_WEAK, message);
  }

  static boolean isSimilar(String password, String attribute) {
    String lowered = attribute.toLowerCase(Locale.ROOT);
    return Stream.concat(Arrays.stream(lowered.split("\\W+", -1)), Stream.of(lowered))
        .filter(part -> !part.isEmpty() && !isNegligible(password, part))
        .anyMatch(part -> ratio(password.toLowerCase(Locale.ROOT), part) >= MAX_SIMILARITY);
  }

  /** A part so short that it cannot reach the limit; Django skips it. */
  private static boolean isNegligible(String password, String part) {
    return password.length() >= 10 * part.length()
        && part.length() < MAX_SIMILARITY / 2 * password.length();
  }

  private static double ratio(String one, String other) {
    Map<Character, Integer> left = new HashMap<>();
    for (int i = 0; i < other.length(); i++) {
      left.merge(other.charAt(i), 1, Integer::sum);
    }
    int matches = 0;
    for (int i = 0; i < one.length(); i++) {
      if (left.merge(one.charAt(i), -1, Integer::sum) >= 0) {
        matches++;
      }
    }
    return 2.0 * matches / (one.length() + other.length());
  }
}
