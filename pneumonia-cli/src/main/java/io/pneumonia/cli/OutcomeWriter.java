package io.pneumonia.cli;

import io.pneumonia.Outcome;

/**
 * Writes outcomes as they come; every one is flushed, so that a reader at a pipe sees it at once.
 */
interface OutcomeWriter extends AutoCloseable {

  void write(Outcome outcome);

  /** Leaves the stream open: it is the process' own. */
  @Override
  default void close() {}
}
