package io.pneumonia.web.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.pneumonia.Prediction;
import io.pneumonia.StageTimings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The spans of one request. Stages are told when they are over, one after the other, so that their
 * spans are laid out backwards from then.
 */
final class SpanTrace implements RequestTrace {

  private final Tracer tracer;
  private final Span request;
  private final Context within;

  SpanTrace(Tracer tracer, Span request) {
    this.tracer = tracer;
    this.request = request;
    this.within = Context.root().with(request);
  }

  @Override
  public Optional<String> id() {
    return Optional.of(request.getSpanContext().getTraceId());
  }

  @Override
  public void predicted(Prediction prediction, Duration elapsed) {
    StageTimings timings = prediction.timings();
    long at = now() - elapsed.toNanos();
    at = stage("queue", at, elapsed.minus(timings.total()));
    at = stage("decode", at, timings.decode());
    at = stage("preprocess", at, timings.preprocess());
    at = stage("infer", at, timings.infer());
    stage("decide", at, timings.decide());
    request.setAttribute("pneumonia.backend", prediction.backend());
    request.setAttribute("pneumonia.model.sha256", prediction.model().sha256());
  }

  @Override
  public void recorded(Duration store, Duration rows) {
    long at = now() - store.toNanos() - rows.toNanos();
    stage("record", stage("store", at, store), rows);
  }

  /** Returns when it was over, nanoseconds since 1970. */
  private long stage(String name, long begin, Duration time) {
    long end = begin + time.toNanos();
    tracer
        .spanBuilder(name)
        .setParent(within)
        .setStartTimestamp(begin, TimeUnit.NANOSECONDS)
        .startSpan()
        .end(end, TimeUnit.NANOSECONDS);
    return end;
  }

  private static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public void end(String method, String route, int status) {
    request.updateName(method + " " + route);
    request.setAttribute("http.request.method", method);
    request.setAttribute("http.route", route);
    request.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      request.setStatus(StatusCode.ERROR);
    }
    request.end();
  }
}
