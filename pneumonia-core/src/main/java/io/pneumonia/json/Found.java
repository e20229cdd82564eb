package io.pneumonia.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file's values in words, short and on one line, for messages. */
public final class Found {

  private static final int LONGEST = 60;

  private Found() {}

  /**
   * A value in words.
   *
   * @param value of a file, or null where there is none
   * @return for a sentence that says what was found
   */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Enum<?> constant) {
      return quoted(Names.of(constant));
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return '"' + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line) + '"';
  }
}
