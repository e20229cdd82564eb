package io.pneumonia.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Arrays that are kept for later use: at most one a processor, none larger than a large picture
 * needs. Not a thread local, which would keep one for every thread that ever called.
 */
final class ByteBuffers {

  /** What is kept for later; one that needed more is left to the collector. */
  static final int MAX_KEPT_BYTES = 4 << 20;

  private final BlockingQueue<byte[]> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  /** At least as long as asked for; holds what an earlier use left in it. */
  byte[] borrow(int length) {
    byte[] buffer = idle.poll();
    return buffer != null && buffer.length >= length ? buffer : new byte[length];
  }

  /** Keeps it for later, unless it is large or there are enough. */
  void giveBack(byte[] buffer) {
    if (buffer.length > 0 && buffer.length <= MAX_KEPT_BYTES) {
      idle.offer(buffer);
    }
  }
}
