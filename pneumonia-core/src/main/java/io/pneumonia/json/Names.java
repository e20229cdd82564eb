package io.pneumonia.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names that a file uses: fields and choices in lower case with underscores. */
public final class Names {

  private Names() {}

  /**
   * A choice as a file spells it: {@code pillow_bicubic}.
   *
   * @param constant the choice
   * @return in lower case
   */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * All choices as a file spells them.
   *
   * @param choices an enum
   * @return in the order of its constants
   */
  public static <E extends Enum<E>> List<String> of(Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants()).map(Names::of).toList();
  }

  /**
   * A Java name as a file spells it: {@code colorMode} is {@code color_mode}.
   *
   * @param camelCase the name
   * @return in lower case with underscores
   */
  public static String ofJava(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** The known name that a writer most likely meant: a slip away, or holding what was written. */
  static Optional<String> nearest(String found, Collection<String> known) {
    String plain = plain(found);
    int slips = Math.max(1, plain.length() / 3);
    return known.stream()
        .filter(
            name ->
                distance(plain, plain(name)) <= slips
                    || (plain.length() > 2 && plain(name).contains(plain)))
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    return plain.length() > 100 ? plain.substring(0, 100) : plain;
  }

  /** Levenshtein's distance: how many letters to insert, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, index -> index);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
