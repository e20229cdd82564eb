package io.pneumonia.persistence.database;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text folded for comparison, the same on both databases, whose own case folding differs beyond
 * ASCII: compatibility forms unified (NFKC), lower case, control characters dropped.
 */
public final class SearchText {

  private SearchText() {}

  /**
   * Folds texts into one that is searched.
   *
   * @param texts the parts, which a search does not match across
   * @return the folded parts, a line each
   */
  public static String fold(String... texts) {
    return Arrays.stream(texts).map(SearchText::foldOne).collect(Collectors.joining("\n"));
  }

  private static String foldOne(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /**
   * The pattern that finds a text anywhere in a folded one: {@code LIKE :pattern ESCAPE '\'}.
   *
   * @param text what is looked for, literally
   * @return the pattern
   */
  public static String pattern(String text) {
    return "%" + foldOne(text).replaceAll("[\\\\%_]", "\\\\$0") + "%";
  }
}
