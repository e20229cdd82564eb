package io.pneumonia.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is offered to the processors that have nothing to do. Whoever needs its
 * result does it himself if nobody has begun, so that a busy machine costs no time: nothing ever
 * waits for a thread to become free.
 */
public final class SharedTask {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Runnable work;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  private SharedTask(Runnable work) {
    this.work = work;
  }

  /**
   * How many threads it makes sense to divide work among.
   *
   * @return the number of processors, 1 where there is nobody to share with
   */
  public static int processors() {
    return Math.min(PROCESSORS, 1 + ForkJoinPool.getCommonPoolParallelism());
  }

  /**
   * Offers work to the common pool.
   *
   * @param work what to do, on whatever thread
   * @return to be {@linkplain #finish finished} by the caller
   */
  public static SharedTask offer(Runnable work) {
    SharedTask task = new SharedTask(work);
    if (processors() > 1) {
      ForkJoinPool.commonPool().execute(task::takeOver);
    }
    return task;
  }

  private void takeOver() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      done.countDown();
    }
  }

  /**
   * Takes the work back if nobody has begun it. It counts as finished then.
   *
   * @return whether nobody has, nor will
   */
  public boolean withdraw() {
    boolean withdrawn = begun.compareAndSet(false, true);
    if (withdrawn) {
      done.countDown();
    }
    return withdrawn;
  }

  /**
   * Returns when the work is done: does it here and now, or waits for the thread that has begun.
   *
   * @throws RuntimeException what the work throws
   */
  public void finish() {
    if (begun.compareAndSet(false, true)) {
      work.run();
      return;
    }
    await();
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }

  /** The work takes less than a millisecond or so: an interrupt is kept for what comes next. */
  private void await() {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
