package io.pneumonia.web.application;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The orderly end of threads. */
final class Termination {

  private Termination() {}

  /** Refuses new work and waits for all that was taken, even if it is told not to. */
  static void await(ExecutorService threads) {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
