package io.pneumonia.web.telemetry;

import io.pneumonia.web.configuration.ServerConfiguration.Reporting;
import org.jspecify.annotations.Nullable;

/**
 * Reports of errors and traces of requests, each where it is configured. What is not configured
 * loads no class of its library and sends nothing.
 */
public final class Telemetry implements AutoCloseable {

  private final ErrorReports errors;
  private final Traces traces;

  private Telemetry(ErrorReports errors, Traces traces) {
    this.errors = errors;
    this.traces = traces;
  }

  /**
   * Begins what is configured.
   *
   * @param reporting where to send what
   * @param production whether patients are involved, which the reports tell
   * @param release which version this is
   * @return the telemetry, to be closed by the caller
   */
  public static Telemetry open(Reporting reporting, boolean production, String release) {
    @Nullable String errors = reporting.errorReports();
    @Nullable String traces = reporting.traces();
    return new Telemetry(
        errors == null ? ErrorReports.NONE : new SentryReports(errors, production, release),
        traces == null ? Traces.NONE : new OtlpTraces(traces, reporting.traceShare(), release));
  }

  /**
   * Where errors are reported.
   *
   * @return reports, or none
   */
  public ErrorReports errors() {
    return errors;
  }

  /**
   * Where requests are traced.
   *
   * @return traces, or none
   */
  public Traces traces() {
    return traces;
  }

  /** Sends what is left, for at most a few seconds. */
  @Override
  public void close() {
    errors.close();
    traces.close();
  }
}
