package io.pneumonia;

import io.pneumonia.image.EncodedImage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The work for a stream's pictures, in their order, done by the workers ahead of the consumer: at
 * most {@code window} pictures are in flight, whatever the length of the stream.
 *
 * @param <T> what the work for one picture gives
 */
final class Lookahead<T> {

  /** A picture by name, read when its turn comes. */
  record Source(String name, Supplier<EncodedImage> image) {}

  /** A picture whose work has been begun, or waits for a worker. */
  record Item<T>(String name, CompletableFuture<T> work) {}

  private final Workers workers;
  private final Stream<Source> stream;
  private final Iterator<Source> sources;
  private final Function<EncodedImage, T> work;
  private final int window;
  private final Deque<Item<T>> inFlight = new ArrayDeque<>();

  Lookahead(Workers workers, Stream<Source> stream, int window, Function<EncodedImage, T> work) {
    this.workers = workers;
    this.stream = stream;
    this.sources = stream.iterator();
    this.window = window;
    this.work = work;
  }

  /** Outcomes that are made of this; closing them gives up what is in flight. */
  Stream<Outcome> stream(Iterator<Outcome> outcomes) {
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(outcomes, ordered), false)
        .onClose(this::abandon);
  }

  private void abandon() {
    inFlight.forEach(item -> item.work().cancel(false));
    stream.close();
  }

  boolean hasNext() {
    return !inFlight.isEmpty() || sources.hasNext();
  }

  /** Begins what the window has room for. */
  void fill() {
    while (inFlight.size() < window && sources.hasNext()) {
      Source source = sources.next();
      inFlight.add(
          new Item<>(source.name(), workers.submit(() -> work.apply(source.image().get()))));
    }
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /** Whether the work for the next picture is done. */
  boolean isNextDone() {
    return inFlight.element().work().isDone();
  }

  /** The next picture, whose work may not be done yet. */
  Item<T> remove() {
    return inFlight.remove();
  }
}
