package io.pneumonia.web.application;

import java.time.Duration;
import java.util.Objects;

/** More is asked for at once than the server takes; the client may ask again in a moment. */
public final class ServerBusy extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * Creates the error.
   *
   * @param message what is full
   * @param retryAfter when to ask again
   */
  public ServerBusy(String message, Duration retryAfter) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
  }

  /**
   * When to ask again.
   *
   * @return a second or more
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
