package io.pneumonia.keras.graph;

/**
 * Rows and columns added (or, for a crop, taken away) around a picture.
 *
 * @param top rows above, not negative
 * @param bottom rows below, not negative
 * @param left columns on the left, not negative
 * @param right columns on the right, not negative
 */
public record Padding(int top, int bottom, int left, int right) {

  /** Nothing on any side. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /** Refuses negative numbers. */
  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding: expected 0 or more, found " + top + ", " + bottom + ", " + left + ", " + right);
    }
  }

  /**
   * Whether this is {@link #NONE}, without a record's {@code equals}, whose first call in a process
   * takes a while.
   *
   * @return true if nothing is added on any side
   */
  public boolean isNone() {
    return top == 0 && bottom == 0 && left == 0 && right == 0;
  }
}
