package io.pneumonia.preprocess;

import java.util.Arrays;

/*
 * Maintainers: Pillow resamples rows first, rounds to 8 bits, then columns, rounds again; sums are
 * ints of 22 fraction bits that start at one half. Only for a picture more than a hundred times as
 * high as wide that gets lower does Image.resize turn the order round, which changes bits.
 *
 * Two rows share a long: the upper row's pixel in its lower 32 bits, the lower row's above, so that
 * one multiplication weights both. The sum is S0 + S1 * 2^32 with two signed ints; since |S| < 2^31,
 * S0 = (int) sum and S1 = (sum - S0) >> 32, exactly. Eight rows, four longs side by side, go through
 * the taps together, which spreads the cost of a short loop over them.
 *
 * Resampled rows go into a ring long enough for the tallest column of taps: every source row is read
 * once, and the ring of an ordinary X-ray fits the first-level cache. In the vertical pass the inner
 * loop runs along the row over ints, which the JIT turns into vector code.
 */
/** Pillow's antialiased filters. */
final class PillowConvolution implements Resampler {

  private static final int PAIRS = 4;
  private static final int BLOCK = 2 * PAIRS;
  private static final long HALF_TWICE = PillowTaps.HALF + ((long) PillowTaps.HALF << 32);

  private final TableCache<PillowTaps> taps;

  PillowConvolution(PillowFilter filter) {
    taps = new TableCache<>(axis -> PillowTaps.compute(filter, axis));
  }

  @Override
  public void resample(
      SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target) {
    PillowTaps columns = taps.get(box.columns(source.width(), target.width()));
    PillowTaps rows = taps.get(box.rows(source.height(), target.height()));
    if (source.height() > source.width() * 100L && target.height() < source.height()) {
      columnsFirst(source, columns, rows, band, scratch, target);
    } else {
      rowsFirst(source, columns, rows, band, scratch, target);
    }
  }

  private static void rowsFirst(
      SourceRows source,
      PillowTaps columns,
      PillowTaps rows,
      Band band,
      Scratch scratch,
      RowSink target) {
    int length = source.channels() * columns.size();
    int slots = (rows.longest() + 2 * BLOCK - 1) / BLOCK * BLOCK;
    int[] ring = scratch.ring(Math.multiplyExact(slots, length));
    int[] sums = scratch.row(length);
    int ready = rows.first(band.from()) / BLOCK * BLOCK;
    for (int y = band.from(); y < band.to(); y++) {
      for (; ready < rows.end(y); ready += BLOCK) {
        long[] block = readBlock(source, ready, scratch);
        resampleBlock(block, source, columns, ring, ready % slots * length);
      }
      Arrays.fill(sums, 0, length, PillowTaps.HALF);
      for (int s = rows.first(y), t = rows.offset(y); s < rows.end(y); s++, t++) {
        addWeighted(sums, ring, s % slots * length, length, rows.weights()[t]);
      }
      toSamples(sums, length);
      target.row(y, sums);
    }
  }

  /** Eight rows from y, planar, two in each long; past the end the last row again. */
  private static long[] readBlock(SourceRows source, int y, Scratch scratch) {
    byte[] upper = scratch.firstBytes(source.bufferSize());
    byte[] lower = scratch.secondBytes(source.bufferSize());
    long[] block = scratch.longs(source.width() * source.channels() * PAIRS);
    int last = source.height() - 1;
    for (int p = 0; p < PAIRS; p++) {
      source.read(Math.min(y + 2 * p, last), upper);
      source.read(Math.min(y + 2 * p + 1, last), lower);
      pack(upper, lower, source, block, p);
    }
    return block;
  }

  private static void pack(byte[] upper, byte[] lower, SourceRows source, long[] block, int pair) {
    int channels = source.channels();
    int samples = source.width() * channels;
    for (int c = 0, to = pair; c < channels; c++) {
      for (int i = c; i < samples; i += channels, to += PAIRS) {
        block[to] = (upper[i] & 0xFF) | (long) (lower[i] & 0xFF) << 32;
      }
    }
  }

  private static void resampleBlock(
      long[] block, SourceRows source, PillowTaps taps, int[] target, int offset) {
    int[] weights = taps.weights();
    int length = source.channels() * taps.size();
    for (int c = 0, i = offset; c < source.channels(); c++) {
      for (int x = 0; x < taps.size(); x++, i++) {
        long first = HALF_TWICE;
        long second = HALF_TWICE;
        long third = HALF_TWICE;
        long fourth = HALF_TWICE;
        int from = taps.offset(x);
        int to = taps.offset(x + 1);
        int shift = c * source.width() + taps.first(x) - from;
        for (int t = from; t < to; t++) {
          long weight = weights[t];
          int pixel = (t + shift) * PAIRS;
          first += weight * block[pixel];
          second += weight * block[pixel + 1];
          third += weight * block[pixel + 2];
          fourth += weight * block[pixel + 3];
        }
        unpack(first, target, i, length);
        unpack(second, target, i + 2 * length, length);
        unpack(third, target, i + 4 * length, length);
        unpack(fourth, target, i + 6 * length, length);
      }
    }
  }

  private static void unpack(long sum, int[] target, int index, int length) {
    int first = (int) sum;
    target[index] = PillowTaps.toSample(first);
    target[index + length] = PillowTaps.toSample((int) ((sum - first) >> 32));
  }

  private static void addWeighted(int[] sums, int[] rows, int offset, int length, int weight) {
    for (int i = 0; i < length; i++) {
      sums[i] += weight * rows[offset + i];
    }
  }

  private static void toSamples(int[] sums, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] = PillowTaps.toSample(sums[i]);
    }
  }

  /** Narrow rows are few bytes: reading one again for each target row it reaches is cheap. */
  private static void columnsFirst(
      SourceRows source,
      PillowTaps columns,
      PillowTaps rows,
      Band band,
      Scratch scratch,
      RowSink target) {
    int length = source.channels() * source.width();
    byte[] samples = scratch.firstBytes(source.bufferSize());
    int[] sums = scratch.ring(length);
    int[] result = scratch.row(source.channels() * columns.size());
    for (int y = band.from(); y < band.to(); y++) {
      Arrays.fill(sums, 0, length, PillowTaps.HALF);
      for (int s = rows.first(y), t = rows.offset(y); s < rows.end(y); s++, t++) {
        source.read(s, samples);
        int weight = rows.weights()[t];
        for (int i = 0; i < length; i++) {
          sums[i] += weight * (samples[i] & 0xFF);
        }
      }
      toSamples(sums, length);
      resampleRow(sums, source.channels(), columns, result);
      target.row(y, result);
    }
  }

  private static void resampleRow(int[] samples, int channels, PillowTaps taps, int[] target) {
    for (int c = 0, i = 0; c < channels; c++) {
      for (int x = 0; x < taps.size(); x++, i++) {
        int sum = PillowTaps.HALF;
        for (int s = taps.first(x), t = taps.offset(x); s < taps.end(x); s++, t++) {
          sum += taps.weights()[t] * samples[s * channels + c];
        }
        target[i] = PillowTaps.toSample(sum);
      }
    }
  }
}
