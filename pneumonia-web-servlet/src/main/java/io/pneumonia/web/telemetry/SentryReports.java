package io.pneumonia.web.telemetry;

import io.pneumonia.error.PneumoniaException;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports to Sentry, or to whatever speaks its protocol. An event is put together here from what is
 * harmless, and the SDK is not asked to add anything: no message, no local name, no thread, no
 * user, no request.
 */
final class SentryReports implements ErrorReports {

  /** Causes of causes beyond this many tell nothing new. */
  private static final int MAX_CAUSES = 10;

  private static final long CLOSE_MILLIS = 2_000;

  private final SentryClient client;

  SentryReports(String dsn, boolean production, String release) {
    client = new SentryClient(options(dsn, production, release));
  }

  private static SentryOptions options(String dsn, boolean production, String release) {
    SentryOptions options = new SentryOptions();
    options.setDsn(dsn);
    options.setRelease("pneumonia@" + release);
    options.setEnvironment(production ? "production" : "trial");
    options.addInAppInclude("io.pneumonia");
    options.setAttachServerName(false);
    options.setAttachThreads(false);
    options.setAttachStacktrace(false);
    options.setSendModules(false);
    options.setSendClientReports(false);
    options.setMaxBreadcrumbs(0);
    options.setShutdownTimeoutMillis(CLOSE_MILLIS);
    options.setBeforeSend((event, hint) -> withoutAnybody(event));
    return options;
  }

  /** What a later version of the SDK might add all the same. */
  private static SentryEvent withoutAnybody(SentryEvent event) {
    event.setUser(null);
    event.setRequest(null);
    event.setBreadcrumbs(null);
    event.setServerName(null);
    event.setMessage(null);
    return event;
  }

  @Override
  public void report(Throwable error, Occasion occasion) {
    SentryEvent event = new SentryEvent();
    event.setLevel(SentryLevel.ERROR);
    event.setExceptions(chain(error));
    occasion.tags().forEach(event::setTag);
    if (error instanceof PneumoniaException known) {
      event.setTag("code", known.code().name());
    }
    client.captureEvent(event);
  }

  /** The cause first, as Sentry wants it. */
  private static List<SentryException> chain(Throwable error) {
    List<SentryException> chain = new ArrayList<>();
    @Nullable Throwable next = error;
    while (next != null && chain.size() < MAX_CAUSES) {
      chain.add(exception(next));
      next = next.getCause();
    }
    Collections.reverse(chain);
    return chain;
  }

  private static SentryException exception(Throwable error) {
    SentryException exception = new SentryException();
    exception.setType(error.getClass().getSimpleName());
    exception.setModule(error.getClass().getPackageName());
    List<SentryStackFrame> frames = new ArrayList<>();
    for (StackTraceElement element : error.getStackTrace()) {
      frames.add(frame(element));
    }
    Collections.reverse(frames);
    exception.setStacktrace(new SentryStackTrace(frames));
    return exception;
  }

  private static SentryStackFrame frame(StackTraceElement element) {
    SentryStackFrame frame = new SentryStackFrame();
    frame.setModule(element.getClassName());
    frame.setFunction(element.getMethodName());
    frame.setFilename(element.getFileName());
    frame.setInApp(element.getClassName().startsWith("io.pneumonia."));
    if (element.getLineNumber() >= 0) {
      frame.setLineno(element.getLineNumber());
    }
    return frame;
  }

  @Override
  public void close() {
    client.close();
  }
}
