package io.pneumonia.preprocess;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Working memory of one run. The arrays are at least as long as asked for, hold what an earlier run
 * left in them, and each method gives one array only: asking again invalidates the former.
 */
final class Scratch {

  /** What is kept for a later run; one that needed more is left to the collector. */
  static final long MAX_KEPT_BYTES = 8L << 20;

  private static final int[] NONE = {};

  private byte[] bytes = {};
  private int[] block = {};
  private int[] row = {};
  private float[] floatRing = {};
  private float[] floatRow = {};
  private int[][] columns = {};
  private int[][] rows = {};

  byte[] bytes(int length) {
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    return bytes;
  }

  int[] block(int length) {
    if (block.length < length) {
      block = new int[length];
    }
    return block;
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

  /** At least so many arrays that are at least so long. */
  int[][] columns(int count, int length) {
    columns = atLeast(columns, count, length);
    return columns;
  }

  /** At least so many arrays that are at least so long. */
  int[][] rows(int count, int length) {
    rows = atLeast(rows, count, length);
    return rows;
  }

  /** Only what is too short is replaced: many short arrays and a few long ones add up. */
  private static int[][] atLeast(int[][] known, int count, int length) {
    int[][] arrays = known;
    if (arrays.length < count) {
      arrays = Arrays.copyOf(known, count);
      Arrays.fill(arrays, known.length, count, NONE);
    }
    for (int i = 0; i < count; i++) {
      if (arrays[i].length < length) {
        arrays[i] = new int[length];
      }
    }
    return arrays;
  }

  /** How many bytes its arrays hold. */
  long size() {
    long words = (long) block.length + row.length + floatRing.length + floatRow.length;
    return bytes.length + Integer.BYTES * (words + words(columns) + words(rows));
  }

  private static long words(int[][] arrays) {
    long words = 0;
    for (int[] array : arrays) {
      words += array.length;
    }
    return words;
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
      if (scratch.size() <= MAX_KEPT_BYTES) {
        idle.offer(scratch);
      }
    }
  }
}
