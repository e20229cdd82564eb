package io.pneumonia;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.TappedOutput;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Each picture from its bytes to its outcome on one worker, with a run of its own. For a network
 * that runs on one thread: the runs of several pictures keep all processors busy, where one run at
 * a time would be what all others wait for.
 */
final class SideBySide implements Iterator<Outcome> {

  private final Stages stages;
  private final RunGuard guard;
  private final Lookahead<Outcome> ahead;

  SideBySide(Stages stages, RunGuard guard, Workers workers, Stream<Lookahead.Source> sources) {
    this.stages = stages;
    this.guard = guard;
    this.ahead = new Lookahead<>(workers, sources, 2 * workers.count(), this::predict);
  }

  Stream<Outcome> outcomes() {
    return ahead.stream(this);
  }

  private Outcome predict(EncodedImage image) {
    Stages.Prepared prepared = stages.prepare(image);
    long start = System.nanoTime();
    TappedOutput output = guard.run(() -> stages.run(List.of(prepared)));
    return stages.outcome(prepared, output, 0, System.nanoTime() - start);
  }

  @Override
  public boolean hasNext() {
    return ahead.hasNext();
  }

  @Override
  public Outcome next() {
    ahead.fill();
    if (ahead.isEmpty()) {
      throw new NoSuchElementException();
    }
    Lookahead.Item<Outcome> item = ahead.remove();
    try {
      return item.work().join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof PneumoniaException refusal)) {
        throw e;
      }
      if (refusal.code() == ErrorCode.CLOSED) {
        throw refusal;
      }
      return new Outcome.Refused(item.name(), refusal);
    }
  }
}
