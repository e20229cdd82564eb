package io.pneumonia.preprocess;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Working memory of one run. The arrays are at least as long as asked for, hold what an earlier run
 * left in them, and each method gives one array only: asking again invalidates the former.
 */
final class Scratch {

  /** What is kept for a later run; one that needed more is left to the collector. */
  static final long MAX_KEPT_BYTES = 8L << 20;

  private byte[] firstBytes = {};
  private byte[] secondBytes = {};
  private long[] longs = {};
  private int[] ring = {};
  private int[] row = {};
  private float[] floatRing = {};
  private float[] floatRow = {};

  byte[] firstBytes(int length) {
    if (firstBytes.length < length) {
      firstBytes = new byte[length];
    }
    return firstBytes;
  }

  byte[] secondBytes(int length) {
    if (secondBytes.length < length) {
      secondBytes = new byte[length];
    }
    return secondBytes;
  }

  long[] longs(int length) {
    if (longs.length < length) {
      longs = new long[length];
    }
    return longs;
  }

  int[] ring(int length) {
    if (ring.length < length) {
      ring = new int[length];
    }
    return ring;
  }

  int[] row(int length) {
    if (row.length < length) {
      row = new int[length];
    }
    return row;
  }

  float[] floatRing(int length) {
    if (floatRing.length < length) {
      floatRing = new float[length];
    }
    return floatRing;
  }

  float[] floatRow(int length) {
    if (floatRow.length < length) {
      floatRow = new float[length];
    }
    return floatRow;
  }

  long bytes() {
    long narrow = (long) firstBytes.length + secondBytes.length;
    long words = (long) ring.length + row.length + floatRing.length + floatRow.length;
    return narrow + Integer.BYTES * words + (long) Long.BYTES * longs.length;
  }

  /**
   * Idle scratches, at most one a processor. Not a thread local: that would keep one for every
   * thread that ever called, and thread pools and virtual threads make many.
   */
  static final class Pool {

    private final BlockingQueue<Scratch> idle =
        new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    Scratch borrow() {
      Scratch scratch = idle.poll();
      return scratch != null ? scratch : new Scratch();
    }

    /** Keeps it for the next run, unless it is large or there are enough. */
    void giveBack(Scratch scratch) {
      if (scratch.bytes() <= MAX_KEPT_BYTES) {
        idle.offer(scratch);
      }
    }
  }
}
