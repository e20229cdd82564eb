package io.pneumonia.web.telemetry;

import jakarta.servlet.http.HttpServletRequest;

/** Takes the times of requests and of what is done for them. */
public interface Traces extends AutoCloseable {

  /** Traces nothing. */
  Traces NONE =
      new Traces() {
        @Override
        public RequestTrace begin(HttpServletRequest request) {
          return RequestTrace.NONE;
        }

        @Override
        public void close() {}
      };

  /**
   * Begins the trace of a request, which {@link RequestTrace#of} finds.
   *
   * @param request what has just come
   * @return its trace, to be ended with it
   */
  RequestTrace begin(HttpServletRequest request);

  /** Sends what is left, for at most a few seconds. */
  @Override
  void close();
}
