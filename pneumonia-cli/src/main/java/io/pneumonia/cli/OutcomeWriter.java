package io.pneumonia.cli;

import io.pneumonia.Outcome;

/**
 * Writes outcomes as they come; every one is flushed, so that a reader at a pipe sees it at once.
 */
interface OutcomeWriter {

  void write(Outcome outcome);
}
