package io.pneumonia.web.application;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the name of a request to the thread that works for it, and so into what it logs. */
final class LogContext {

  private LogContext() {}

  /** The same work, under what the log says of the caller's thread now. */
  static <T> Supplier<T> carry(Supplier<T> work) {
    @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
    if (context == null) {
      return work;
    }
    return () -> {
      MDC.setContextMap(context);
      try {
        return work.get();
      } finally {
        MDC.clear();
      }
    };
  }
}
