package io.pneumonia.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Memory for the data of scans, and for blocks that are read ahead, kept from picture to picture.
 */
final class ScanBuffers {

  private static final int LONGEST_DATA = 4 << 20;
  private static final int MOST_STORES = 2;

  private final ByteBuffers data = new ByteBuffers(LONGEST_DATA);
  private final BlockingQueue<BlockStore> idleStores = new ArrayBlockingQueue<>(MOST_STORES);

  ByteBuffers data() {
    return data;
  }

  /** Holds what an earlier picture left in it. */
  BlockStore borrowStore() {
    BlockStore store = idleStores.poll();
    return store != null ? store : new BlockStore();
  }

  /** Keeps it for a later picture, unless there are enough. */
  void giveBack(BlockStore store) {
    idleStores.offer(store);
  }
}
