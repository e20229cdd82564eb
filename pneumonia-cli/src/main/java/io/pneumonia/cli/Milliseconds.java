package io.pneumonia.cli;

import java.time.Duration;

/** Durations as people read them. */
final class Milliseconds {

  private Milliseconds() {}

  /** With microseconds as the fraction. */
  static double of(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }
}
