package io.pneumonia.spi;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps runs and close apart: any number of runs at once, a close that waits for them and happens
 * once, and no run afterwards. Native runtimes crash the process where this is missing.
 */
public final class RunGuard {

  private final String name;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * A guard that is open.
   *
   * @param name what is guarded, for the message after close
   */
  public RunGuard(String name) {
    this.name = name;
  }

  /**
   * Runs something while nothing can be closed.
   *
   * @param <T> what it gives
   * @param action what to run
   * @return what it gave
   * @throws InferenceFailed {@code CLOSED} after {@link #closeOnce}
   */
  public <T> T run(Supplier<T> action) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new InferenceFailed(ErrorCode.CLOSED, name + " is closed");
      }
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Waits for the runs and closes, the first time; does nothing later.
   *
   * @param release frees what is guarded
   */
  public void closeOnce(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
