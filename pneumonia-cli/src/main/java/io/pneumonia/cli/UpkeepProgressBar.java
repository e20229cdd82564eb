package io.pneumonia.cli;

import io.pneumonia.persistence.upkeep.UpkeepProgress;
import org.jspecify.annotations.Nullable;

/** The progress of upkeep, a bar for each part of it. */
final class UpkeepProgressBar implements UpkeepProgress, AutoCloseable {

  private @Nullable Progress bar;

  @Override
  public void begin(String task, long steps) {
    close();
    bar = Progress.of(task, (int) Math.min(steps, Integer.MAX_VALUE));
  }

  @Override
  public void step() {
    if (bar != null) {
      bar.step(() -> {});
    }
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  void print(Runnable text) {
    if (bar != null) {
      bar.print(text);
    } else {
      text.run();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
