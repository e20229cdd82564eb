package io.pneumonia.web.telemetry;

/**
 * Takes errors that an operator has to see. Reporting does not wait for the network and does not
 * fail.
 */
public interface ErrorReports extends AutoCloseable {

  /** Sends nothing. */
  ErrorReports NONE =
      new ErrorReports() {
        @Override
        public void report(Throwable error, Occasion occasion) {}

        @Override
        public void close() {}
      };

  /**
   * Reports an error: what kind it is and where in the code it happened. Its message stays here: it
   * may hold the name of a file or of a person.
   *
   * @param error what was thrown
   * @param occasion when
   */
  void report(Throwable error, Occasion occasion);

  /** Sends what is left, for at most a few seconds. */
  @Override
  void close();
}
