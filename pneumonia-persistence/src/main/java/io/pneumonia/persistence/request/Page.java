package io.pneumonia.persistence.request;

import java.util.List;

/**
 * One page of a list, with the size of all of it.
 *
 * @param items what is on the page; empty beyond the end
 * @param count how many items the whole list has
 * @param request which page it is
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, long count, PageRequest request) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Whether a page follows.
   *
   * @return true if items lie behind this page
   */
  public boolean hasNext() {
    return request.offset() + request.size() < count;
  }

  /**
   * Whether a page comes before.
   *
   * @return true for all but the first
   */
  public boolean hasPrevious() {
    return request.number() > 1;
  }
}
