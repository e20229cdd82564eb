package io.pneumonia.cli;

/** What the process ends with; part of the interface. */
final class ExitStatus {

  /** Everything was done. */
  static final int DONE = 0;

  /** A comparison found a difference beyond the tolerance. */
  static final int DIFFERENT = 1;

  /** The command line, or the labelled data it names, is wrong; picocli's own code for it. */
  static final int USAGE = 2;

  /** Some pictures were refused, or records are damaged. */
  static final int SOME_REFUSED = 3;

  /** The model, the backend or the records cannot be opened. */
  static final int CANNOT_OPEN = 4;

  private ExitStatus() {}
}
