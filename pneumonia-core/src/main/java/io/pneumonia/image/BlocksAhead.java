package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Blocks of a scan that are read from the middle of its bits on, on another thread, while those
 * before them are still being read.
 *
 * <p>For maintainers. Nobody knows where in the middle a block starts. But Huffman codes find their
 * way back: whoever begins at a wrong bit reads nonsense, soon comes upon a bit where a code does
 * start, a little later upon one where a block does, and from there on reads what is there. So the
 * starts of all blocks are written down. The reader before them, who does know, goes on until he is
 * about to read a block at one of these bits: from the same bit on, the same blocks follow. What
 * they lack is the sum that coefficient 0 of each block adds to: he brings it. Only then can they
 * be transformed, by both threads, a few at a time.
 */
final class BlocksAhead {

  /** {@link #find} found none yet that starts there. */
  static final int NOT_HERE = -1;

  /** {@link #find} will find none any more. */
  static final int NEVER = -2;

  // Nonsense is to be expected at the beginning; later, it means that the file is damaged.
  private static final int TRUSTED = 64;
  private static final int MAX_BEGINNINGS = 64;
  private static final int CLAIM = 64;

  private final BlockStore store;
  private final JpegComponent component;
  private final SequentialCoefficients reader;
  private final EntropyBits bits;
  private final long until;
  private long origin;

  private final AtomicInteger known = new AtomicInteger();
  private volatile boolean complete;
  private volatile boolean unwanted;
  private int cursor;

  private volatile boolean met;
  private int blockOfFirst;
  private int limit;
  private int offset;
  private final AtomicInteger claimed = new AtomicInteger();

  /**
   * Nothing is read yet.
   *
   * @param store where the blocks go; not to be used elsewhere until {@link #run} has returned
   * @param part the only component of the scan
   * @param bits at the bit to begin with
   * @param until the bit at which to end, if there is room for so many blocks
   * @param refusal words what is wrong
   */
  BlocksAhead(BlockStore store, JpegScan.Part part, EntropyBits bits, long until, Refusal refusal) {
    this.store = store;
    this.component = part.component();
    this.reader = new SequentialCoefficients(bits, part, refusal);
    this.bits = bits;
    this.until = until;
  }

  /** On the other thread: reads, and helps to transform if the reader before has arrived. */
  void run() {
    try {
      read();
    } finally {
      complete = true;
    }
    if (met) {
      transform();
    }
  }

  /** Has {@link #run} return soon. */
  void stop() {
    unwanted = true;
  }

  private void read() {
    int beginnings = 0;
    begin(bits.position());
    int count = 0;
    while (count < BlockStore.CAPACITY && bits.position() < until && !unwanted) {
      if (readBlock(count)) {
        count++;
        if (count >= TRUSTED) {
          known.setRelease(count);
        }
      } else if (count >= TRUSTED || ++beginnings > MAX_BEGINNINGS) {
        return;
      } else {
        begin(origin + store.starts[count] + 1);
        count = 0;
      }
    }
    known.setRelease(count);
  }

  private void begin(long position) {
    bits.moveTo(position);
    reader.predict(0);
    origin = position;
    store.starts[0] = 0;
  }

  /** Reads a block; false if there is none. */
  private boolean readBlock(int index) {
    int base = index * JpegComponent.BLOCK;
    Arrays.fill(store.coefficients, base, base + JpegComponent.BLOCK + 1, 0);
    try {
      store.occupied[index] = (byte) reader.read(store.coefficients, base);
    } catch (ImageRejected e) {
      return false;
    }
    store.coefficients[base] = reader.predicted();
    store.starts[index + 1] = (int) (bits.position() - origin);
    return bits.within();
  }

  /**
   * The block that starts at a bit.
   *
   * @param position never less than asked for before
   * @return its number, from 0, or {@link #NOT_HERE} or {@link #NEVER}
   */
  int find(long position) {
    boolean over = complete;
    int count = known.getAcquire();
    while (cursor < count && origin + store.starts[cursor] < position) {
      cursor++;
    }
    if (cursor == count) {
      return over ? NEVER : NOT_HERE;
    }
    return origin + store.starts[cursor] == position ? cursor : NOT_HERE;
  }

  /**
   * Says which block one of them is. From now on they can be transformed.
   *
   * @param index a block as found
   * @param block its place in the picture, counted along the rows of blocks
   * @param blocks how many there are in the picture
   * @param predicted coefficient 0 of the block before it
   */
  void meet(int index, int block, int blocks, int predicted) {
    claimed.set(index);
    blockOfFirst = block - index;
    limit = Math.min(BlockStore.CAPACITY, blocks - blockOfFirst);
    int before = index == 0 ? 0 : coefficient0(index - 1);
    offset = predicted - before;
    met = true;
  }

  /**
   * Transforms blocks that no other thread has begun, and waits for those still to be read. On
   * return each has been begun.
   */
  void transform() {
    int[] block = new int[JpegComponent.BLOCK];
    for (int from = claimed.get(); from < limit; from = claimed.get()) {
      boolean over = complete;
      int wanted = Math.min(limit, from + CLAIM);
      int to = Math.min(wanted, known.getAcquire());
      if (to < wanted && !over) {
        letRead();
      } else if (to == from) {
        return;
      } else if (claimed.compareAndSet(from, to)) {
        for (int i = from; i < to; i++) {
          transform(i, block);
        }
      }
    }
  }

  /** Nothing but time depends on the scheduler: if both share a processor, the other may go on. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letRead() {
    Thread.yield();
  }

  private void transform(int index, int[] block) {
    int place = blockOfFirst + index;
    int columns = component.ownBlocksWide();
    int at = component.sampleOffset(place / columns, place % columns);
    int dc = reader.dequantized(coefficient0(index) + offset);
    if (store.occupied[index] == 0) {
      component.flat(dc, at);
    } else {
      System.arraycopy(
          store.coefficients, index * JpegComponent.BLOCK, block, 0, JpegComponent.BLOCK);
      block[0] = dc;
      component.transform(block, store.occupied[index], at);
    }
  }

  private int coefficient0(int index) {
    return store.coefficients[index * JpegComponent.BLOCK];
  }

  /** The block behind the last one, after all have been transformed. */
  int endBlock() {
    return blockOfFirst + count();
  }

  /** The bit behind the last block. */
  long endPosition() {
    return origin + store.starts[count()];
  }

  /** Coefficient 0 of the last block. */
  int endPredicted() {
    return coefficient0(count() - 1) + offset;
  }

  private int count() {
    return Math.min(limit, known.get());
  }
}
