package io.pneumonia;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.TappedOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Overlaps decoding, on the workers, with the network, on the consumer's thread. At most {@code
 * window} pictures are in flight, whatever the length of the stream. A batch is what has been
 * prepared without waiting, up to {@link #MAX_BATCH}: the network never idles to fill one up.
 */
final class Pipeline implements Iterator<Outcome> {

  /** More at once are no faster on processors, and each costs the network's memory. */
  private static final int MAX_BATCH = 2;

  /** A picture by name, read when its turn comes. */
  record Source(String name, Supplier<EncodedImage> image) {}

  private record InFlight(String name, CompletableFuture<Stages.Prepared> prepared) {}

  private final Stages stages;
  private final RunGuard guard;
  private final Workers workers;
  private final Stream<Source> stream;
  private final Iterator<Source> sources;
  private final int window;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final Deque<Outcome> ready = new ArrayDeque<>();

  Pipeline(Stages stages, RunGuard guard, Workers workers, Stream<Source> sources) {
    this.stages = stages;
    this.guard = guard;
    this.workers = workers;
    this.stream = sources;
    this.sources = sources.iterator();
    this.window = MAX_BATCH + 2 * workers.count();
  }

  Stream<Outcome> outcomes() {
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, ordered), false)
        .onClose(this::abandon);
  }

  private void abandon() {
    inFlight.forEach(item -> item.prepared().cancel(false));
    stream.close();
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || !inFlight.isEmpty() || sources.hasNext();
  }

  @Override
  public Outcome next() {
    if (ready.isEmpty()) {
      fill();
      advance();
    }
    Outcome outcome = ready.poll();
    if (outcome == null) {
      throw new NoSuchElementException();
    }
    return outcome;
  }

  private void fill() {
    while (inFlight.size() < window && sources.hasNext()) {
      Source source = sources.next();
      inFlight.add(
          new InFlight(source.name(), workers.submit(() -> stages.prepare(source.image().get()))));
    }
  }

  /** Makes at least one outcome ready: the next in order, and those behind it that need no wait. */
  private void advance() {
    List<Stages.Prepared> batch = new ArrayList<>();
    while (!inFlight.isEmpty() && batch.size() < MAX_BATCH) {
      boolean wouldWait = !inFlight.element().prepared().isDone();
      if (wouldWait && !(batch.isEmpty() && ready.isEmpty())) {
        break;
      }
      InFlight item = inFlight.remove();
      Stages.@Nullable Prepared prepared = await(item, batch);
      if (prepared != null) {
        batch.add(prepared);
      }
    }
    flush(batch);
  }

  /** The prepared picture; or null after its refusal has become ready, behind those before it. */
  private Stages.@Nullable Prepared await(InFlight item, List<Stages.Prepared> before) {
    try {
      return item.prepared().join();
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
