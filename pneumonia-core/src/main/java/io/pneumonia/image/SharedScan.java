package io.pneumonia.image;

import io.pneumonia.work.SharedTask;
import java.util.List;

/**
 * A sequential scan of one component without restart markers, read with the help of an idle
 * processor: it reads {@linkplain BlocksAhead ahead} of the caller.
 */
final class SharedScan {

  // Of what both read, the caller's part: he transforms it, too, while the other one only reads.
  // Who comes to the end of his part transforms what the other one has read.
  private static final double CALLERS_PART = 0.33;
  private static final double CALLERS_PART_IF_REDUCED = 0.45;

  private final JpegScanWalk walk;
  private final JpegScan.Part part;
  private final EntropyBits bits;
  private final Refusal refusal;
  private final SequentialBlocks reader;
  private final double callersPart;
  private final int blocks;
  private int next;

  SharedScan(JpegScanWalk walk, JpegScan.Part part, EntropyBits bits, Refusal refusal) {
    this.walk = walk;
    this.part = part;
    this.bits = bits;
    this.refusal = refusal;
    this.reader = new SequentialBlocks(bits, List.of(part), refusal);
    JpegComponent component = part.component();
    this.callersPart =
        component.blockSide == JpegComponent.SIDE ? CALLERS_PART : CALLERS_PART_IF_REDUCED;
    this.blocks = walk.mcus();
  }

  /**
   * Reads all blocks.
   *
   * @param store for blocks that are read ahead
   * @param worthSharing how many blocks must be left for it to be worth while to wake a thread
   */
  void run(BlockStore store, int worthSharing) {
    boolean helped = true;
    while (helped && blocks - next >= worthSharing) {
      helped = round(store);
    }
    while (next < blocks) {
      readNext();
    }
  }

  /** Reads as many blocks as the store has room for, and those before; false if nobody helps. */
  private boolean round(BlockStore store) {
    double ofRest = BlockStore.CAPACITY / (1 - callersPart) / (blocks - next);
    long length = (long) (bits.remaining() * Math.min(1.0, ofRest));
    long from = bits.position() + (long) (length * callersPart);
    long until = bits.position() + length;
    BlocksAhead ahead = new BlocksAhead(store, part, bits.fork(from), until, refusal);
    SharedTask task = SharedTask.offer(ahead::run);
    try {
      while (next < blocks && bits.position() < from) {
        readNext();
      }
      return !task.withdraw() && join(ahead);
    } finally {
      ahead.stop();
      task.finish();
    }
  }

  private boolean join(BlocksAhead ahead) {
    while (next < blocks) {
      int found = ahead.find(bits.position());
      if (found == BlocksAhead.NEVER) {
        return false;
      }
      if (found != BlocksAhead.NOT_HERE) {
        ahead.meet(found, next, blocks, reader.predicted());
        ahead.transform();
        next = ahead.endBlock();
        bits.moveTo(ahead.endPosition());
        reader.predict(ahead.endPredicted());
        return true;
      }
      readNext();
    }
    return true;
  }

  private void readNext() {
    walk.read(next, 1, bits, reader);
    next++;
  }
}
