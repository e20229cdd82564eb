package io.pneumonia.error;

import org.jspecify.annotations.Nullable;

/** The database or the media store cannot be used: whoever runs the installation can mend it. */
public final class RecordsUnavailable extends PneumoniaException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error without a cause.
   *
   * @param code what went wrong
   * @param message one sentence: the name, what was found, what was expected
   */
  public RecordsUnavailable(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * Creates the error with its cause.
   *
   * @param code what went wrong
   * @param message one sentence: the name, what was found, what was expected
   * @param cause the error underneath, for the log
   */
  public RecordsUnavailable(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
