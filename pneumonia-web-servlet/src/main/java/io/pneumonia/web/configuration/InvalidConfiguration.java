package io.pneumonia.web.configuration;

/** A setting that stops the start; the message is one sentence that names it and its source. */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message what was expected, what was found, and where
   */
  public InvalidConfiguration(String message) {
    super(message);
  }
}
