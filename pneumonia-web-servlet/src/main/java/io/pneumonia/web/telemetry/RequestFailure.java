package io.pneumonia.web.telemetry;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** The error that a request was answered with, from where it is known to where it is reported. */
public final class RequestFailure {

  private static final String NAME = RequestFailure.class.getName();

  private RequestFailure() {}

  /**
   * Keeps it for the end of the request.
   *
   * @param request what failed
   * @param error why, an error that an operator has to see
   */
  public static void note(ServletRequest request, Throwable error) {
    request.setAttribute(NAME, error);
  }

  /**
   * Why a request failed.
   *
   * @param request at its end
   * @return empty if it did not, or for a reason that is the client's
   */
  public static Optional<Throwable> of(ServletRequest request) {
    return request.getAttribute(NAME) instanceof Throwable error
        ? Optional.of(error)
        : Optional.empty();
  }
}
