package io.pneumonia.persistence.upkeep;

import java.util.List;
import java.util.Map;

/**
 * What was moved.
 *
 * @param rows how many rows of each table
 * @param pictures how many pictures
 * @param pictureBytes how many bytes they have together
 * @param missing the names of pictures that have rows but were missing or altered in the media
 *     store that they come from
 */
public record TransferReport(
    Map<String, Long> rows, long pictures, long pictureBytes, List<String> missing) {

  /** Copies. */
  public TransferReport {
    rows = Map.copyOf(rows);
    missing = List.copyOf(missing);
  }

  static TransferReport of(Manifest manifest) {
    Map<String, Long> rows = new java.util.TreeMap<>();
    manifest.tables().forEach((name, file) -> rows.put(name, file.rows()));
    return new TransferReport(
        rows, manifest.pictures(), manifest.pictureBytes(), manifest.missing());
  }

  /**
   * How many rows all tables have together.
   *
   * @return the sum
   */
  public long allRows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
