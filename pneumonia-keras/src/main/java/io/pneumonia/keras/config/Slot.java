package io.pneumonia.keras.config;

import java.util.Locale;

/**
 * A layer's place in a {@code .keras} archive, where groups are named by class, not by layer.
 *
 * @param kind the class name in snake case: {@code conv2d}
 * @param ordinal how many layers of that class come before it in the same model
 * @param count how many layers of that class the model has
 */
public record Slot(String kind, int ordinal, int count) {

  /**
   * The group's name.
   *
   * @return {@code conv2d}, {@code conv2d_1}, ...
   */
  public String groupName() {
    return ordinal == 0 ? kind : kind + "_" + ordinal;
  }

  /**
   * Keras' {@code to_snake_case}, which breaks before a capital that starts a word or follows a
   * small letter: {@code SeparableConv2D} gives {@code separable_conv2d}, {@code PReLU} {@code
   * p_re_lu}.
   *
   * @param className a class name
   * @return in snake case
   */
  public static String snakeCase(String className) {
    return breakAfterLowerCase(breakBeforeWords(wordCharacters(className)))
        .toLowerCase(Locale.ROOT);
  }

  private static String wordCharacters(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars()
        .filter(c -> Character.isLetterOrDigit(c) || c == '_')
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** {@code (.)([A-Z][a-z]+)} to {@code \1_\2}, matches not overlapping. */
  private static String breakBeforeWords(String text) {
    StringBuilder broken = new StringBuilder(text.length() + 8);
    int at = 0;
    while (at < text.length()) {
      broken.append(text.charAt(at));
      int end = at + 2;
      if (end < text.length() && isUpper(text.charAt(at + 1)) && isLower(text.charAt(end))) {
        while (end < text.length() && isLower(text.charAt(end))) {
          end++;
        }
        broken.append('_').append(text, at + 1, end);
        at = end;
      } else {
        at++;
      }
    }
    return broken.toString();
  }

  /** {@code ([a-z])([A-Z])} to {@code \1_\2}. */
  private static String breakAfterLowerCase(String text) {
    StringBuilder broken = new StringBuilder(text.length() + 8);
    for (int at = 0; at < text.length(); at++) {
      if (at > 0 && isLower(text.charAt(at - 1)) && isUpper(text.charAt(at))) {
        broken.append('_');
      }
      broken.append(text.charAt(at));
    }
    return broken.toString();
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
