package io.pneumonia.web.telemetry;

import io.pneumonia.Prediction;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;

/** The trace of one request: its own time, and that of each stage of a picture's way. */
public interface RequestTrace {

  /** Of a request that is not traced. */
  RequestTrace NONE =
      new RequestTrace() {
        @Override
        public Optional<String> id() {
          return Optional.empty();
        }

        @Override
        public void predicted(Prediction prediction, Duration elapsed) {}

        @Override
        public void recorded(Duration store, Duration rows) {}

        @Override
        public void end(String method, String route, int status) {}
      };

  /**
   * The trace of a request.
   *
   * @param request the request
   * @return its trace
   */
  static RequestTrace of(ServletRequest request) {
    return request.getAttribute(RequestTrace.class.getName()) instanceof RequestTrace known
        ? known
        : NONE;
  }

  /**
   * The name of the trace, for the log.
   *
   * @return 32 hexadecimal digits; empty where nothing is traced
   */
  Optional<String> id();

  /**
   * A prediction has just been made.
   *
   * @param prediction tells how long its stages took
   * @param elapsed from the wish to the prediction: what no stage took, it waited
   */
  void predicted(Prediction prediction, Duration elapsed);

  /**
   * Picture and result have just been recorded.
   *
   * @param store the file's way into the media store
   * @param rows the transactions
   */
  void recorded(Duration store, Duration rows);

  /**
   * The request is answered.
   *
   * @param method one that is known
   * @param route the pattern of its path
   * @param status the answer's
   */
  void end(String method, String route, int status);
}
