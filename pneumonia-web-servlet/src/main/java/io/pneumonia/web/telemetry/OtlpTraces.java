package io.pneumonia.web.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends traces by OTLP over HTTP, in batches, from a thread of its own. */
final class OtlpTraces implements Traces {

  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
  private static final long CLOSE_SECONDS = 3;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpTraces(String endpoint, double share, String release) {
    OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
    provider =
        SdkTracerProvider.builder()
            .setResource(resource(release))
            .setSampler(Sampler.traceIdRatioBased(share))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    tracer = provider.get("io.pneumonia.web");
  }

  /** Instances are told apart by chance: the name of a machine may be a ward's. */
  private static Resource resource(String release) {
    return Resource.create(
        Attributes.of(
            AttributeKey.stringKey("service.name"),
            "pneumonia",
            AttributeKey.stringKey("service.version"),
            release,
            AttributeKey.stringKey("service.instance.id"),
            UUID.randomUUID().toString()));
  }

  @Override
  public RequestTrace begin(HttpServletRequest request) {
    Span span =
        tracer
            .spanBuilder("request")
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent(request.getHeader("traceparent")))
            .startSpan();
    if (!span.isRecording()) {
      return RequestTrace.NONE;
    }
    RequestTrace trace = new SpanTrace(tracer, span);
    request.setAttribute(RequestTrace.class.getName(), trace);
    return trace;
  }

  /**
   * What a proxy in front traces goes on here, by its numbers only: free text beside them is not
   * read, and the share of requests that are traced is decided here.
   */
  private static Context parent(@Nullable String header) {
    Matcher matcher = TRACE_PARENT.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      return Context.root();
    }
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            matcher.group(1), matcher.group(2), TraceFlags.getDefault(), TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  @Override
  public void close() {
    provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
