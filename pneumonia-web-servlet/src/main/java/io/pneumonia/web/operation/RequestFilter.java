package io.pneumonia.web.operation;

import io.pneumonia.web.security.Answers;
import io.pneumonia.web.telemetry.Occasion;
import io.pneumonia.web.telemetry.RequestFailure;
import io.pneumonia.web.telemetry.RequestTrace;
import io.pneumonia.web.telemetry.Telemetry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The first and last to see a request: names it, measures it, writes one line of access log without
 * its query (which may hold a patient's name), answers what nobody else caught, and reports what
 * failed.
 */
public final class RequestFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Logger ACCESS = LoggerFactory.getLogger("io.pneumonia.access");
  private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);
  private static final int MAX_LOGGED_PATH = 200;

  /** The name of the log's field. */
  private static final String TRACE = "trace";

  /** Less than this lies in the buffers of the network when a request is answered. */
  private static final int MIN_DISCARDED_BYTES = 64 << 10;

  private static final int MAX_DISCARDED_BYTES = 64 << 20;

  private final transient Metrics metrics;
  private final transient Telemetry telemetry;

  /**
   * A filter that counts and reports.
   *
   * @param metrics where it counts
   * @param telemetry where it reports
   */
  public RequestFilter(Metrics metrics, Telemetry telemetry) {
    this.metrics = metrics;
    this.telemetry = telemetry;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long start = System.nanoTime();
    String id = CorrelationId.of(request);
    response.setHeader(CorrelationId.HEADER, id);
    MDC.put(CorrelationId.FIELD, id);
    RequestTrace trace = telemetry.traces().begin(request);
    trace.id().ifPresent(name -> MDC.put(TRACE, name));
    metrics.begin();
    try {
      answer(request, response, chain);
    } finally {
      long nanos = System.nanoTime() - start;
      metrics.end(request, response.getStatus(), nanos);
      log(request, response.getStatus(), nanos);
      MDC.remove(CorrelationId.FIELD);
      MDC.remove(TRACE);
      tell(request, response.getStatus(), id, trace);
      discardRest(request);
    }
  }

  private void tell(HttpServletRequest request, int status, String id, RequestTrace trace) {
    String method = Metrics.knownMethod(request.getMethod());
    String route = Metrics.routeOf(request);
    trace.end(method, route, status);
    RequestFailure.of(request)
        .ifPresent(
            error ->
                telemetry.errors().report(error, Occasion.ofRequest(method, route, status, id)));
  }

  /**
   * Reads what a client is still sending although it has its answer, a refusal: a connection that
   * is closed on it may take the answer away. A client that expects to be told to go on sends no
   * more.
   */
  private static void discardRest(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length < MIN_DISCARDED_BYTES
        || length > MAX_DISCARDED_BYTES
        || request.getHeader("Expect") != null) {
      return;
    }
    try {
      request.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException | RuntimeException e) {
      LOG.debug("the rest of a request cannot be read: {}", e.toString());
    }
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      LOG.error("{} {} failed", request.getMethod(), printable(request), e);
      RequestFailure.note(request, e);
      Answers.error(request, response, 500, "Internal error", "The request failed.");
    }
  }

  private static void log(HttpServletRequest request, int status, long nanos) {
    ACCESS.info(
        "{} {} {} {} ms {}",
        request.getMethod(),
        printable(request),
        status,
        TimeUnit.NANOSECONDS.toMillis(nanos),
        request.getRemoteAddr());
  }

  /** The path is still encoded, so it holds no control characters; what is left is cut. */
  private static String printable(HttpServletRequest request) {
    String path = request.getRequestURI().replaceAll("[^\\x21-\\x7e]", "?");
    return path.length() <= MAX_LOGGED_PATH ? path : path.substring(0, MAX_LOGGED_PATH) + "...";
  }
}
