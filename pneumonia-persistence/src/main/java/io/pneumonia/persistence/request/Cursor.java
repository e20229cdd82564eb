package io.pneumonia.persistence.request;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an ordered list: behind the item with this value and id. It stays right while items
 * come and go.
 *
 * @param position the value that the list is ordered by, as a decimal number
 * @param id the item, which decides between equal values
 */
public record Cursor(String position, long id) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,20})?(E-?\\d{1,3})?");
  private static final Pattern TEXT = Pattern.compile("([^_]{1,50})_(\\d{1,18})");

  /** Refuses what is not a number. */
  public Cursor {
    if (!NUMBER.matcher(position).matches()) {
      throw new IllegalArgumentException("position: expected a number, found " + position);
    }
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @param text as a client sent it
   * @return the place
   * @throws RequestRejected {@code FIELD_INVALID} if it is no such text
   */
  public static Cursor parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || !NUMBER.matcher(matcher.group(1)).matches()) {
      throw RequestRejected.ofField(
          "cursor", ErrorCode.FIELD_INVALID, "Expected the cursor of an earlier answer.");
    }
    return new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  /**
   * The place as text that fits into a URL.
   *
   * @return position and id
   */
  public String text() {
    return position + "_" + id;
  }
}
