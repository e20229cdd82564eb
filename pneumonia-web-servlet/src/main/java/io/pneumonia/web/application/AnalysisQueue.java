package io.pneumonia.web.application;

import io.pneumonia.Explanation;
import io.pneumonia.Prediction;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.web.configuration.ServerConfiguration.Capacity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The way to the model: so many pictures are analysed at once, so many wait, and more are refused
 * at once. A client that goes away while it waits gives its place up.
 */
public final class AnalysisQueue implements AutoCloseable {

  private final ActiveModel model;
  private final int capacity;
  private final ThreadPoolExecutor workers;

  AnalysisQueue(ActiveModel model, Capacity capacity) {
    this.model = model;
    this.capacity = capacity.queue();
    AtomicInteger number = new AtomicInteger();
    workers =
        new ThreadPoolExecutor(
            capacity.workers(),
            capacity.workers(),
            0,
            TimeUnit.SECONDS,
            capacity.queue() == 0
                ? new SynchronousQueue<>()
                : new LinkedBlockingQueue<>(capacity.queue()),
            work -> new Thread(work, "analysis-" + number.incrementAndGet()));
  }

  /**
   * Waits for a place, and for the prediction.
   *
   * @param image the picture
   * @param client who waits for the answer
   * @return the prediction
   * @throws ServerBusy if too many wait already, or the server stops
   * @throws ClientGone if the client went away before the analysis began
   * @throws io.pneumonia.error.PneumoniaException as {@link io.pneumonia.Predictor#predict}
   */
  public Prediction analyse(EncodedImage image, ClientPresence client) {
    return await(LogContext.carry(() -> model.predict(image)), client);
  }

  /**
   * Waits for a place, and for the explanation.
   *
   * @param image the picture
   * @param client who waits for the answer
   * @return the explanation; empty where the model in force has none at the price of one run
   * @throws ServerBusy as {@link #analyse}
   * @throws ClientGone as {@link #analyse}
   */
  public Optional<Explanation> explain(EncodedImage image, ClientPresence client) {
    return await(LogContext.carry(() -> model.explain(image)), client);
  }

  private <T> T await(Supplier<T> work, ClientPresence client) {
    Task<T> task = new Task<>(work, new CompletableFuture<>());
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      throw new ServerBusy("Too many pictures are waiting.", waitForPlace());
    }
    Runnable stopWatching = client.watch(() -> withdraw(task));
    try {
      return task.answer().join();
    } catch (CancellationException e) {
      throw new ClientGone();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } finally {
      stopWatching.run();
    }
  }

  /** A task that has begun goes on: interrupting native code is not possible, and it is short. */
  private void withdraw(Task<?> task) {
    if (workers.remove(task)) {
      task.answer().cancel(false);
    }
  }

  private static Duration waitForPlace() {
    return Duration.ofSeconds(1);
  }

  /**
   * How many pictures wait.
   *
   * @return 0 or more
   */
  public int waiting() {
    return workers.getQueue().size();
  }

  /**
   * How many pictures may wait.
   *
   * @return the length of the queue
   */
  public int capacity() {
    return capacity;
  }

  /**
   * How many pictures are being analysed.
   *
   * @return up to the number of workers
   */
  public int running() {
    return workers.getActiveCount();
  }

  /** Refuses new pictures and those that wait, and ends those that are being analysed. */
  @Override
  public void close() {
    workers.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    workers.getQueue().drainTo(waiting);
    ServerBusy refusal = new ServerBusy("The server stops.", waitForPlace());
    waiting.forEach(task -> ((Task<?>) task).answer().completeExceptionally(refusal));
    Termination.await(workers);
  }

  private record Task<T>(Supplier<T> work, CompletableFuture<T> answer) implements Runnable {

    @Override
    public void run() {
      try {
        answer.complete(work.get());
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
