package io.pneumonia.cli;

import io.pneumonia.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes as they come; every one is flushed, so that a reader at a pipe sees it at once.
 */
interface OutcomeWriter {

  /**
   * Writes one outcome.
   *
   * @param heatmap what was written beside it, or null
   */
  void write(Outcome outcome, @Nullable Heatmap heatmap);
}
