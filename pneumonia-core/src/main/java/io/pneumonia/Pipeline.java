package io.pneumonia;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.TappedOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Overlaps decoding, on the workers, with the network, on the consumer's thread. A batch is what
 * has been prepared without waiting, up to {@link #MAX_BATCH}: the network never idles to fill one
 * up.
 */
final class Pipeline implements Iterator<Outcome> {

  /** More at once are no faster on processors, and each costs the network's memory. */
  private static final int MAX_BATCH = 2;

  private final Stages stages;
  private final RunGuard guard;
  private final Lookahead<Stages.Prepared> ahead;
  private final Deque<Outcome> ready = new ArrayDeque<>();

  Pipeline(Stages stages, RunGuard guard, Workers workers, Stream<Lookahead.Source> sources) {
    this.stages = stages;
    this.guard = guard;
    int window = MAX_BATCH + 2 * workers.count();
    this.ahead = new Lookahead<>(workers, sources, window, stages::prepare);
  }

  Stream<Outcome> outcomes() {
    return ahead.stream(this);
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || ahead.hasNext();
  }

  @Override
  public Outcome next() {
    if (ready.isEmpty()) {
      ahead.fill();
      advance();
    }
    Outcome outcome = ready.poll();
    if (outcome == null) {
      throw new NoSuchElementException();
    }
    return outcome;
  }

  /** Makes at least one outcome ready: the next in order, and those behind it that need no wait. */
  private void advance() {
    List<Stages.Prepared> batch = new ArrayList<>();
    while (!ahead.isEmpty() && batch.size() < MAX_BATCH) {
      if (!ahead.isNextDone() && !(batch.isEmpty() && ready.isEmpty())) {
        break;
      }
      Lookahead.Item<Stages.Prepared> item = ahead.remove();
      Stages.@Nullable Prepared prepared = await(item, batch);
      if (prepared != null) {
        batch.add(prepared);
      }
    }
    flush(batch);
  }

  /** The prepared picture; or null after its refusal has become ready, behind those before it. */
  private Stages.@Nullable Prepared await(
      Lookahead.Item<Stages.Prepared> item, List<Stages.Prepared> before) {
    try {
      return item.work().join();
    } catch (CompletionException e) {
      flush(before);
      before.clear();
      if (e.getCause() instanceof PneumoniaException refusal) {
        ready.add(new Outcome.Refused(item.name(), refusal));
        return null;
      }
      throw e;
    }
  }

  private void flush(List<Stages.Prepared> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    TappedOutput output;
    try {
      output = guard.run(() -> stages.run(batch));
    } catch (InferenceFailed e) {
      if (e.code() == ErrorCode.CLOSED) {
        throw e;
      }
      batch.forEach(item -> ready.add(new Outcome.Refused(item.image().name(), e)));
      return;
    }
    long each = (System.nanoTime() - start) / batch.size();
    for (int row = 0; row < batch.size(); row++) {
      ready.add(stages.outcome(batch.get(row), output, row, each));
    }
  }
}
