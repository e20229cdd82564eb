package io.pneumonia.error;

import org.jspecify.annotations.Nullable;

/** The network could not be run to an answer. No answer is ever invented in its place. */
public final class InferenceFailed extends PneumoniaException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error without a cause.
   *
   * @param code what went wrong
   * @param message one sentence: the name, what was found, what was expected
   */
  public InferenceFailed(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * Creates the error with its cause.
   *
   * @param code what went wrong
   * @param message one sentence: the name, what was found, what was expected
   * @param cause the error underneath, for the log
   */
  public InferenceFailed(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
