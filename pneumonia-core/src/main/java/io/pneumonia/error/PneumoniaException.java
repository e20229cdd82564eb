package io.pneumonia.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base of every error of this library. Its message is one sentence that names the file or
 * value, what was found and what was expected, and holds nothing that must not reach a client.
 */
public abstract sealed class PneumoniaException extends RuntimeException
    permits ImageRejected,
        DataRejected,
        ModelRejected,
        BackendUnavailable,
        InferenceFailed,
        RequestRejected,
        RecordsUnavailable {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  PneumoniaException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * The stable name of what went wrong.
   *
   * @return the code
   */
  public ErrorCode code() {
    return code;
  }

  /**
   * The message, which is never absent here.
   *
   * @return one sentence
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
