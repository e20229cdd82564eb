package io.pneumonia.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Arrays that are kept for later use: at most one a processor, none larger than a large picture
 * needs. Not a thread local, which would keep one for every thread that ever called.
 */
final class ByteBuffers {

  private final BlockingQueue<byte[]> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
  private final int longest;

  /**
   * Nothing is kept yet.
   *
   * @param longest what is kept for later, in bytes; a longer array is left to the collector
   */
  ByteBuffers(int longest) {
    this.longest = longest;
  }

  /** At least as long as asked for; holds what an earlier use left in it. */
  byte[] borrow(int length) {
    byte[] buffer = length <= longest ? idle.poll() : null;
    return buffer != null && buffer.length >= length ? buffer : new byte[length];
  }

  /** Keeps it for later, unless it is large or there are enough. */
  void giveBack(byte[] buffer) {
    if (buffer.length > 0 && buffer.length <= longest) {
      idle.offer(buffer);
    }
  }
}
