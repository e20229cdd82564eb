package io.pneumonia.model;

import io.pneumonia.json.Found;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the constructors of a card's parts refuse. */
final class Required {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private Required() {}

  static <T> T value(String what, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(what + ": expected a value, found nothing");
    }
    return value;
  }

  static String text(String what, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(what + ": expected text, found " + Found.of(text));
    }
    return text;
  }

  static @Nullable String textOrNull(String what, @Nullable String text) {
    return text == null ? null : text(what, text);
  }

  static String digest(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256: expected 64 hexadecimal digits, found " + Found.of(sha256));
    }
    return sha256.toLowerCase(Locale.ROOT);
  }

  static double share(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + ": expected 0 to 1, found " + value);
    }
    return value;
  }

  static @Nullable Double shareOrNull(String what, @Nullable Double value) {
    return value == null ? null : share(what, value);
  }

  static double finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + ": expected a finite number, found " + value);
    }
    return value;
  }
}
