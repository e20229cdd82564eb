package io.pneumonia.preprocess;

import java.util.Arrays;

/*
 * Maintainers: Pillow resamples rows first, rounds to 8 bits, then columns, rounds again; sums are
 * ints of 22 fraction bits that start at one half. Only for a picture more than a hundred times as
 * high as wide that gets lower does Image.resize turn the order round, which changes bits.
 *
 * Two rows are resampled at once: a long holds the pixel of the upper row in its lower 32 bits and
 * the lower row's above, so that one multiplication weights both. The sum is S0 + S1 * 2^32 with two
 * signed ints; since |S| < 2^31, S0 = (int) sum and S1 = (sum - S0) >> 32, exactly.
 *
 * Resampled rows go into a ring as long as the tallest column of taps (and one, for the pair): every
 * source row is read once, and the ring of an ordinary X-ray fits the first-level cache. In the
 * vertical pass the inner loop runs along the row over ints, which the JIT turns into vector code.
 */
/** Pillow's antialiased filters. */
final class PillowConvolution implements Resampler {

  private static final long HALF_TWICE = PillowTaps.HALF + ((long) PillowTaps.HALF << 32);

  private final TableCache<PillowTaps> taps;

  PillowConvolution(PillowFilter filter) {
    taps = new TableCache<>(axis -> PillowTaps.compute(filter, axis));
  }

  @Override
  public void resample(SourceRows source, SourceBox box, Scratch scratch, RowSink target) {
    PillowTaps columns = taps.get(box.columns(source.width(), target.width()));
    PillowTaps rows = taps.get(box.rows(source.height(), target.height()));
    if (source.height() > source.width() * 100L && target.height() < source.height()) {
      columnsFirst(source, columns, rows, scratch, target);
    } else {
      rowsFirst(source, columns, rows, scratch, target);
    }
  }

  private static void rowsFirst(
      SourceRows source, PillowTaps columns, PillowTaps rows, Scratch scratch, RowSink target) {
    int length = source.channels() * columns.size();
    int slots = rows.longest() + 1;
    int[] ring = scratch.ring(Math.multiplyExact(slots, length));
    int[] sums = scratch.row(length);
    int ready = rows.first(0);
    for (int y = 0; y < rows.size(); y++) {
      for (; ready < rows.end(y); ready += 2) {
        long[] pair = readPair(source, ready, scratch);
        int upper = ready % slots * length;
        int lower = (ready + 1) % slots * length;
        resamplePair(pair, source.width(), source.channels(), columns, ring, upper, lower);
      }
      Arrays.fill(sums, 0, length, PillowTaps.HALF);
      for (int s = rows.first(y), t = rows.offset(y); s < rows.end(y); s++, t++) {
        addWeighted(sums, ring, s % slots * length, length, rows.weights()[t]);
      }
      toSamples(sums, length);
      target.row(y, sums);
    }
  }

  /** Rows y and y + 1, planar, in the two halves of each long; past the end the last row again. */
  private static long[] readPair(SourceRows source, int y, Scratch scratch) {
    byte[] upper = scratch.firstBytes(source.bufferSize());
    byte[] lower = scratch.secondBytes(source.bufferSize());
    source.read(y, upper);
    source.read(Math.min(y + 1, source.height() - 1), lower);
    int width = source.width();
    int channels = source.channels();
    long[] pair = scratch.longs(width * channels);
    for (int c = 0; c < channels; c++) {
      int plane = c * width;
      for (int x = 0; x < width; x++) {
        int i = x * channels + c;
        pair[plane + x] = (upper[i] & 0xFF) | (long) (lower[i] & 0xFF) << 32;
      }
    }
    return pair;
  }

  private static void resamplePair(
      long[] pair, int width, int channels, PillowTaps taps, int[] target, int upper, int lower) {
    int[] weights = taps.weights();
    for (int c = 0, i = 0; c < channels; c++) {
      for (int x = 0; x < taps.size(); x++, i++) {
        int from = taps.offset(x);
        long sum = weighted(pair, c * width + taps.first(x), weights, from, taps.offset(x + 1));
        int first = (int) sum;
        target[upper + i] = PillowTaps.toSample(first);
        target[lower + i] = PillowTaps.toSample((int) ((sum - first) >> 32));
      }
    }
  }

  private static long weighted(long[] pair, int start, int[] weights, int from, int to) {
    long sum = HALF_TWICE;
    int shift = start - from;
    for (int t = from; t < to; t++) {
      sum += pair[t + shift] * weights[t];
    }
    return sum;
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

  /**
   * The narrow picture's rows are few bytes: reading one for each target row it reaches is cheap.
   */
  private static void columnsFirst(
      SourceRows source, PillowTaps columns, PillowTaps rows, Scratch scratch, RowSink target) {
    int length = source.channels() * source.width();
    byte[] samples = scratch.firstBytes(source.bufferSize());
    int[] sums = scratch.ring(length);
    int[] result = scratch.row(2 * source.channels() * columns.size());
    for (int y = 0; y < rows.size(); y++) {
      Arrays.fill(sums, 0, length, PillowTaps.HALF);
      for (int s = rows.first(y), t = rows.offset(y); s < rows.end(y); s++, t++) {
        source.read(s, samples);
        int weight = rows.weights()[t];
        for (int i = 0; i < length; i++) {
          sums[i] += weight * (samples[i] & 0xFF);
        }
      }
      toSamples(sums, length);
      long[] row = toPlanes(sums, source.width(), source.channels(), scratch);
      int unused = source.channels() * columns.size();
      resamplePair(row, source.width(), source.channels(), columns, result, 0, unused);
      target.row(y, result);
    }
  }

  private static long[] toPlanes(int[] interleaved, int width, int channels, Scratch scratch) {
    long[] planes = scratch.longs(width * channels);
    for (int i = 0; i < width * channels; i++) {
      planes[i % channels * width + i / channels] = interleaved[i];
    }
    return planes;
  }
}
