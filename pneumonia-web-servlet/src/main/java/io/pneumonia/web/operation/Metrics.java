package io.pneumonia.web.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.TimeGauge;
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
import io.pneumonia.decision.Finding;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.database.PoolUsage;
import io.pneumonia.web.application.AnalysisQueue;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.application.NightlyTidying;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts and times, in the text format of Prometheus. Nothing in it is about a person. */
public final class Metrics implements AutoCloseable {

  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final String ROUTE = Metrics.class.getName() + ".route";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger requestsInFlight = new AtomicInteger();
  private final JvmGcMetrics garbageCollections = new JvmGcMetrics();
  private final MeterProvider<Timer> requests;
  private final MeterProvider<Timer> stages;
  private final MeterProvider<Counter> predictions;

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
    bind(application.records());
    bind(application.nightly());
    requests =
        Timer.builder("http.server.requests")
            .description("Time to answer requests")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(registry);
    stages =
        Timer.builder("pneumonia.stage")
            .description(
                "Time of an upload's stages: wait for a worker, decode, preprocess with the"
                    + " input gate's look at the pixels, infer, decide with the gate's verdict,"
                    + " store the file, record the rows")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(registry);
    predictions =
        Counter.builder("pneumonia.predictions")
            .description("Predictions by what was found")
            .withRegistry(registry);
    for (Finding finding : Finding.values()) {
      predictions.withTag("finding", finding.name());
    }
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

  private void bind(Records records) {
    for (PoolUsage pool : records.connections()) {
      pool(records, pool.pool(), "active", "in use", PoolUsage::active);
      pool(records, pool.pool(), "idle", "open and not in use", PoolUsage::idle);
      pool(records, pool.pool(), "max", "that there may be", PoolUsage::most);
      pool(records, pool.pool(), "waiting", "that threads wait for", PoolUsage::waiting);
    }
  }

  private void pool(
      Records records, String pool, String name, String which, ToIntFunction<PoolUsage> value) {
    Gauge.builder(
            "pneumonia.database.connections." + name,
            records,
            opened ->
                opened.connections().stream()
                    .filter(usage -> usage.pool().equals(pool))
                    .mapToInt(value)
                    .sum())
        .description("Connections to the database " + which)
        .tag("pool", pool)
        .register(registry);
  }

  private void bind(NightlyTidying nightly) {
    nightly(nightly, "done", NightlyTidying::done);
    nightly(nightly, "left", NightlyTidying::left);
    nightly(nightly, "failed", NightlyTidying::failed);
    TimeGauge.builder(
            "pneumonia.nightly.last.done",
            nightly,
            TimeUnit.SECONDS,
            tidying -> tidying.lastDone().map(Instant::getEpochSecond).orElse(0L))
        .description("When the records were tidied last, since 1970; 0 if not since the start")
        .register(registry);
  }

  private void nightly(
      NightlyTidying nightly, String outcome, ToDoubleFunction<NightlyTidying> count) {
    FunctionCounter.builder("pneumonia.nightly", nightly, count)
        .description("Tidyings of the records: done, left to another server, failed")
        .tag("outcome", outcome)
        .register(registry);
  }

  void begin() {
    requestsInFlight.incrementAndGet();
  }

  void end(HttpServletRequest request, int status, long nanos) {
    requestsInFlight.decrementAndGet();
    requests
        .withTags(
            "method", knownMethod(request.getMethod()),
            "route", routeOf(request),
            "status", Integer.toString(status))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Anything may be sent as a method; each name would be a time series. */
  static String knownMethod(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "other";
    };
  }

  /** The pattern that a request's path fits, or {@code none}. */
  static String routeOf(HttpServletRequest request) {
    @Nullable Object route = request.getAttribute(ROUTE);
    return route == null ? "none" : route.toString();
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
   * @param elapsed from the wish to the prediction: what no stage took, it waited
   */
  public void predicted(Prediction prediction, Duration elapsed) {
    StageTimings timings = prediction.timings();
    stage("wait", elapsed.minus(timings.total()));
    stage("decode", timings.decode());
    stage("preprocess", timings.preprocess());
    stage("infer", timings.infer());
    stage("decide", timings.decide());
    predictions.withTag("finding", prediction.decision().finding().name()).increment();
  }

  /**
   * Times the last stages of an upload.
   *
   * @param store the file's way into the media store
   * @param rows the transactions
   */
  public void recorded(Duration store, Duration rows) {
    stage("store", store);
    stage("record", rows);
  }

  private void stage(String name, Duration time) {
    stages.withTag("stage", name).record(time);
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
