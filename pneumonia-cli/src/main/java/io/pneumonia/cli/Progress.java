package io.pneumonia.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on the terminal's error stream, for more than one step; nothing where that stream
 * is not a terminal. Java cannot tell, so the launcher says so in {@code pneumonia.terminal}.
 */
final class Progress implements AutoCloseable {

  private final @Nullable ProgressBar bar;
  private final LastLine line;

  private Progress(@Nullable ProgressBar bar, LastLine line) {
    this.bar = bar;
    this.line = line;
  }

  static Progress of(String task, int steps) {
    LastLine line = new LastLine(System.err);
    if (steps < 2 || !Boolean.getBoolean("pneumonia.terminal")) {
      return new Progress(null, line);
    }
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(line);
    return new Progress(builder.build(), line);
  }

  /** Prints something above the bar, and counts one step. */
  void step(Runnable print) {
    if (bar == null) {
      print.run();
    } else {
      line.printAbove(print);
      bar.step();
    }
  }

  /** Prints something above the bar. */
  void print(Runnable print) {
    if (bar == null) {
      print.run();
    } else {
      line.printAbove(print);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /**
   * The bar is drawn over the last line of the terminal, by a thread of its own; results may go to
   * the same terminal, so both take turns.
   */
  private static final class LastLine implements ProgressBarConsumer {
    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001b[2K";

    private final PrintStream terminal;

    LastLine(PrintStream terminal) {
      this.terminal = terminal;
    }

    synchronized void printAbove(Runnable print) {
      erase();
      print.run();
    }

    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public synchronized void accept(String rendered) {
      terminal.print('\r' + rendered);
      terminal.flush();
    }

    private void erase() {
      terminal.print(ERASE);
      terminal.flush();
    }

    @Override
    public synchronized void clear() {
      erase();
    }

    @Override
    public void close() {
      clear();
    }
  }
}
