package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;
import io.pneumonia.work.SharedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sequential scan with restart markers, read with the help of idle processors: nothing in an
 * interval between two markers depends on another.
 */
final class SharedIntervals {

  private final JpegScanWalk walk;
  private final List<JpegScan.Part> parts;
  private final int restartInterval;
  private final EntropyBits bits;
  private final Refusal refusal;
  private final int intervals;
  private final AtomicInteger claimed = new AtomicInteger();
  private volatile boolean damaged;

  SharedIntervals(
      JpegScanWalk walk,
      List<JpegScan.Part> parts,
      int restartInterval,
      EntropyBits bits,
      Refusal refusal) {
    this.walk = walk;
    this.parts = parts;
    this.restartInterval = restartInterval;
    this.bits = bits;
    this.refusal = refusal;
    this.intervals = (walk.mcus() + restartInterval - 1) / restartInterval;
  }

  /**
   * Reads all blocks.
   *
   * @return false if the data are damaged: whoever reads them in order will find where
   */
  boolean run() {
    if (!bits.hasIntervals(intervals)) {
      return false;
    }
    List<SharedTask> offered = new ArrayList<>();
    for (int i = 1; i < Math.min(SharedTask.processors(), intervals); i++) {
      offered.add(SharedTask.offer(this::read));
    }
    try {
      read();
    } finally {
      offered.forEach(SharedTask::withdraw);
      offered.forEach(SharedTask::finish);
    }
    return !damaged;
  }

  private void read() {
    EntropyBits own = bits.fork(0);
    SequentialBlocks reader = new SequentialBlocks(own, parts, refusal);
    for (int i = claimed.getAndIncrement();
        i < intervals && !damaged;
        i = claimed.getAndIncrement()) {
      own.moveToInterval(i);
      reader.restart();
      int from = i * restartInterval;
      try {
        walk.read(from, Math.min(restartInterval, walk.mcus() - from), own, reader);
      } catch (ImageRejected e) {
        damaged = true;
      }
    }
  }
}
