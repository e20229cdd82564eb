package io.pneumonia.persistence.diagnoses;

import org.jspecify.annotations.Nullable;

/**
 * Which results to delete for their age.
 *
 * @param olderThanDays recorded more than so many days of 24 hours ago, 1 to 36500
 * @param ownerId of this account only, or null for everybody's
 */
public record Purge(int olderThanDays, @Nullable Long ownerId) {

  private static final int MAX_DAYS = 36_500;

  /** Refuses what would delete the present. */
  public Purge {
    if (olderThanDays < 1 || olderThanDays > MAX_DAYS) {
      throw new IllegalArgumentException(
          "days: expected 1 to " + MAX_DAYS + ", found " + olderThanDays);
    }
  }
}
