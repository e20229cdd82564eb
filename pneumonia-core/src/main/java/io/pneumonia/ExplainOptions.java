package io.pneumonia;

import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.evidence.OcclusionProgress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to find out what a score rests on.
 *
 * @param method which map, or null for {@link Predictor#evidenceMethod}
 * @param grid cells of an occlusion map along each side, 2 to {@value #MAX_GRID}: the network runs
 *     on {@code grid * grid} altered pictures. A class activation map has the network's own grid
 * @param progress told how far an occlusion has come
 */
public record ExplainOptions(
    @Nullable EvidenceMethod method, int grid, OcclusionProgress progress) {

  /** The largest {@link #grid}. */
  public static final int MAX_GRID = 32;

  /** The network's own method, a grid of 8, no report of progress. */
  public static final ExplainOptions DEFAULT = new ExplainOptions(null, 8, OcclusionProgress.NONE);

  /** Refuses a grid out of range. */
  public ExplainOptions {
    if (grid < 2 || grid > MAX_GRID) {
      throw new IllegalArgumentException("grid: expected 2 to " + MAX_GRID + ", found " + grid);
    }
    Objects.requireNonNull(progress, "progress");
  }

  /**
   * The same with a certain method.
   *
   * @param value which map
   * @return the new options
   */
  public ExplainOptions withMethod(EvidenceMethod value) {
    return new ExplainOptions(value, grid, progress);
  }

  /**
   * The same with another grid.
   *
   * @param value cells along each side
   * @return the new options
   */
  public ExplainOptions withGrid(int value) {
    return new ExplainOptions(method, value, progress);
  }

  /**
   * The same with a report of progress.
   *
   * @param value told how far an occlusion has come
   * @return the new options
   */
  public ExplainOptions withProgress(OcclusionProgress value) {
    return new ExplainOptions(method, grid, value);
  }
}
