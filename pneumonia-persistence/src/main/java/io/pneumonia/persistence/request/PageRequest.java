package io.pneumonia.persistence.request;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;

/**
 * Which page of a list. A size above {@link #MAX_SIZE} becomes that, as existing clients expect.
 *
 * @param number from 1
 * @param size how many items a page has, 1 to {@link #MAX_SIZE}
 */
public record PageRequest(int number, int size) {

  /** The most items that one page has. */
  public static final int MAX_SIZE = 100;

  /** The first page of 20. */
  public static final PageRequest FIRST = new PageRequest(1, 20);

  /**
   * Checks and limits.
   *
   * @throws RequestRejected {@code FIELD_INVALID} for a number or size below 1
   */
  public PageRequest {
    requirePositive("page", number);
    requirePositive("page_size", size);
    size = Math.min(size, MAX_SIZE);
  }

  private static void requirePositive(String field, int value) {
    if (value < 1) {
      throw RequestRejected.ofField(
          field, ErrorCode.FIELD_INVALID, "Expected 1 or more, found " + value + ".");
    }
  }

  /**
   * How many items lie before this page.
   *
   * @return 0 or more
   */
  public long offset() {
    return (number - 1L) * size;
  }
}
