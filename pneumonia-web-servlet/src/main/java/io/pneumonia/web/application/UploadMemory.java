package io.pneumonia.web.application;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The memory that uploads share, so that many at once cannot exhaust it. */
public final class UploadMemory {

  private static final int KIBIBYTE = 1024;

  private final int kibibytes;
  private final Semaphore free;

  /**
   * A memory of a size.
   *
   * @param mebibytes how much
   */
  public UploadMemory(int mebibytes) {
    this.kibibytes = mebibytes * KIBIBYTE;
    this.free = new Semaphore(kibibytes);
  }

  /** Memory that was taken; closing gives it back. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes memory for one upload, or says at once that there is none.
   *
   * @param bytes how much
   * @return the share, to be closed by the caller
   * @throws ServerBusy if others have taken it
   */
  public Share take(long bytes) {
    int needed = (int) Math.min(kibibytes, bytes / KIBIBYTE + 1);
    if (!free.tryAcquire(needed)) {
      throw new ServerBusy("Too many uploads at once.", Duration.ofSeconds(1));
    }
    return () -> free.release(needed);
  }

  /**
   * How much is taken.
   *
   * @return bytes
   */
  public long taken() {
    return (kibibytes - (long) free.availablePermits()) * KIBIBYTE;
  }
}
