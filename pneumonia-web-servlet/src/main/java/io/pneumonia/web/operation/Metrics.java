package io.pneumonia.web.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pneumonia.Prediction;
import io.pneumonia.StageTimings;
import io.pneumonia.web.application.AnalysisQueue;
import io.pneumonia.web.application.Application;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts and times, in the text format of Prometheus. Nothing in it is about a person. */
public final class Metrics implements AutoCloseable {

  private static final String ROUTE = Metrics.class.getName() + ".route";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger requestsInFlight = new AtomicInteger();
  private final JvmGcMetrics garbageCollections = new JvmGcMetrics();

  /**
   * The metrics of an application.
   *
   * @param application whose queue and memory are watched
   */
  public Metrics(Application application) {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollections.bindTo(registry);
    Gauge.builder("http.server.requests.in.flight", requestsInFlight, AtomicInteger::get)
        .description("Requests that are being answered")
        .register(registry);
    bind(application);
  }

  private void bind(Application application) {
    AnalysisQueue queue = application.queue();
    Gauge.builder("pneumonia.queue.waiting", queue, AnalysisQueue::waiting)
        .description("Pictures that wait for a worker")
        .register(registry);
    Gauge.builder("pneumonia.queue.capacity", queue, AnalysisQueue::capacity)
        .description("Pictures that may wait for a worker")
        .register(registry);
    Gauge.builder("pneumonia.queue.running", queue, AnalysisQueue::running)
        .description("Pictures that are being analysed")
        .register(registry);
    Gauge.builder("pneumonia.upload.memory", application.uploads(), uploads -> uploads.taken())
        .description("Memory that uploads in flight have taken")
        .baseUnit("bytes")
        .register(registry);
  }

  void begin() {
    requestsInFlight.incrementAndGet();
  }

  void end(HttpServletRequest request, int status, long nanos) {
    requestsInFlight.decrementAndGet();
    @Nullable Object route = request.getAttribute(ROUTE);
    Timer.builder("http.server.requests")
        .description("Time to answer requests")
        .tag("method", knownMethod(request.getMethod()))
        .tag("route", route == null ? "none" : route.toString())
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Anything may be sent as a method; each name would be a time series. */
  private static String knownMethod(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "other";
    };
  }

  /**
   * Says which route a request took: a pattern, so that there are few of them.
   *
   * @param request the request
   * @param pattern such as {@code /api/images/{id}}
   */
  public static void route(HttpServletRequest request, String pattern) {
    request.setAttribute(ROUTE, pattern);
  }

  /**
   * Counts a prediction and times its stages.
   *
   * @param prediction what was predicted
   */
  public void predicted(Prediction prediction) {
    StageTimings timings = prediction.timings();
    stage("decode", timings.decode());
    stage("preprocess", timings.preprocess());
    stage("infer", timings.infer());
    stage("decide", timings.decide());
    registry
        .counter("pneumonia.predictions", "finding", prediction.decision().finding().name())
        .increment();
  }

  private void stage(String name, Duration time) {
    Timer.builder("pneumonia.stage")
        .description("Time that a stage of the analysis takes")
        .tag("stage", name)
        .publishPercentileHistogram(false)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(200))
        .register(registry)
        .record(time);
  }

  /**
   * Everything at once.
   *
   * @return text in the format of Prometheus 0.0.4
   */
  public String scrape() {
    return registry.scrape();
  }

  /** Stops listening to the garbage collector. */
  @Override
  public void close() {
    garbageCollections.close();
    registry.close();
  }
}
