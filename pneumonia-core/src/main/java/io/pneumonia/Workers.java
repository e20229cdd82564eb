package io.pneumonia;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Daemon threads, one a processor, started at the first use. */
final class Workers {

  private static final int COUNT = Runtime.getRuntime().availableProcessors();

  private @Nullable ExecutorService executor;
  private boolean closed;

  int count() {
    return COUNT;
  }

  <T> CompletableFuture<T> submit(Supplier<T> task) {
    synchronized (this) {
      if (!closed) {
        return CompletableFuture.supplyAsync(task, executor());
      }
    }
    // Runs into the closed guard here and now, so the refusal is the same as everywhere.
    return CompletableFuture.supplyAsync(task, Runnable::run);
  }

  private ExecutorService executor() {
    ExecutorService running = executor;
    if (running == null) {
      ThreadFactory daemons =
          task -> {
            Thread thread = new Thread(task, "pneumonia-worker");
            thread.setDaemon(true);
            return thread;
          };
      running = Executors.newFixedThreadPool(COUNT, daemons);
      executor = running;
    }
    return running;
  }

  /** What is queued still runs, into the closed guard. */
  synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdown();
    }
  }
}
