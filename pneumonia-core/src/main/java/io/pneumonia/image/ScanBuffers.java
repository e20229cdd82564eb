package io.pneumonia.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Memory for the data of scans, kept from picture to picture: at most one array a processor, none
 * larger than a large file needs, and two stores for blocks that are read ahead. Not a thread
 * local, which would keep one for every thread that ever called.
 */
final class ScanBuffers {

  /** What is kept for a later picture; one that needed more is left to the collector. */
  static final int MAX_KEPT_BYTES = 4 << 20;

  private final BlockingQueue<byte[]> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
  private final BlockingQueue<BlockStore> idleStores = new ArrayBlockingQueue<>(2);

  /** At least as long as asked for; holds what an earlier picture left in it. */
  byte[] borrow(int length) {
    byte[] buffer = idle.poll();
    return buffer != null && buffer.length >= length ? buffer : new byte[length];
  }

  /** Keeps it for the next picture, unless it is large or there are enough. */
  void giveBack(byte[] buffer) {
    if (buffer.length > 0 && buffer.length <= MAX_KEPT_BYTES) {
      idle.offer(buffer);
    }
  }

  /** Holds what an earlier picture left in it. */
  BlockStore borrowStore() {
    BlockStore store = idleStores.poll();
    return store != null ? store : new BlockStore();
  }

  /** Keeps it for the next picture, unless there are enough. */
  void giveBack(BlockStore store) {
    idleStores.offer(store);
  }
}
