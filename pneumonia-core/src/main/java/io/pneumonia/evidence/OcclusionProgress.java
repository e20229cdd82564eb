package io.pneumonia.evidence;

/** Told how far an {@link Occlusion} has come; what it throws ends the work. */
@FunctionalInterface
public interface OcclusionProgress {

  /** Does nothing. */
  OcclusionProgress NONE = (done, total) -> {};

  /**
   * More cells are done.
   *
   * @param done cells so far
   * @param total cells of the grid
   */
  void ran(int done, int total);
}
