package io.pneumonia.evaluation.report;

/** Text inside markup. */
final class Html {

  private Html() {}

  /** Safe between tags and inside quoted attributes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    return safe.toString();
  }
}
