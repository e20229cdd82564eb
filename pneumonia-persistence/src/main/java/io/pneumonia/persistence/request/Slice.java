package io.pneumonia.persistence.request;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is as fast to find at the end as at the beginning, without the list's size.
 *
 * @param items what is in it
 * @param next where the following slice begins, or null if this is the last
 * @param <T> what is listed
 */
public record Slice<T>(List<T> items, @Nullable Cursor next) {

  /** Copies the items. */
  public Slice {
    items = List.copyOf(items);
  }

  /**
   * Where the following slice begins.
   *
   * @return the place, or empty if this slice is the last
   */
  public Optional<Cursor> following() {
    return Optional.ofNullable(next);
  }
}
