package io.pneumonia.preprocess;

import java.util.Arrays;

/*
 * Maintainers: a quad is four neighbouring samples in an int, the first in the lowest byte. With
 *
 *   p = b0 + 2^8 b1 + 2^16 b2 + 2^24 b3,   p >>> 8 = b1 + 2^8 b2 + 2^16 b3,   and so on,
 *
 *   w0 b0 + w1 b1 + w2 b2 + w3 b3
 *     = w0 p + (w1 - 2^8 w0) (p >>> 8) + (w2 - 2^8 w1) (p >>> 16) + (w3 - 2^8 w2) (p >>> 24)
 *
 * modulo 2^32, so four products need one load and no masks; the factors on the right are what is
 * kept. Products and factors may wrap round: a whole sum fits an int, hence comes out exactly.
 *
 * Taps begin and end within a quad; what it holds beside them has weight 0, whatever it is.
 *
 * The JIT of Java 17 makes vector code of add() only because all arrays have the same index: with
 * an offset it must assume that sums and quads are one array. A loop over two quads at once is
 * sometimes too long for it. To either there is no warning but a sixth of the speed.
 */
/** A filter's weights along one axis for samples that come in fours. */
final class QuadTaps implements TableCache.Table {

  /** Samples in an int. */
  static final int SAMPLES = 4;

  private final int[] first;
  private final int[] offsets;
  private final int[] factors;
  private final int longest;

  private QuadTaps(int[] first, int[] offsets, int[] factors, int longest) {
    this.first = first;
    this.offsets = offsets;
    this.factors = factors;
    this.longest = longest;
  }

  static QuadTaps of(PillowTaps taps) {
    int size = taps.size();
    int[] first = new int[size];
    int[] offsets = new int[size + 1];
    int longest = 0;
    for (int i = 0; i < size; i++) {
      first[i] = taps.first(i) / SAMPLES;
      int count = count(taps.end(i)) - first[i];
      offsets[i + 1] = offsets[i] + count;
      longest = Math.max(longest, count);
    }
    int[] factors = new int[Math.multiplyExact(offsets[size], SAMPLES)];
    for (int i = 0; i < size; i++) {
      int to = offsets[i] * SAMPLES + taps.first(i) % SAMPLES;
      int count = taps.end(i) - taps.first(i);
      System.arraycopy(taps.weights(), taps.offset(i), factors, to, count);
    }
    for (int quad = 0; quad < factors.length; quad += SAMPLES) {
      for (int k = SAMPLES - 1; k > 0; k--) {
        factors[quad + k] -= factors[quad + k - 1] << Byte.SIZE;
      }
    }
    return new QuadTaps(first, offsets, factors, longest);
  }

  /** How many quads hold that many samples. */
  static int count(int samples) {
    return (samples + SAMPLES - 1) / SAMPLES;
  }

  /** The number of target pixels. */
  int size() {
    return first.length;
  }

  /** The first quad of target pixel i; never falls as i rises. */
  int first(int i) {
    return first[i];
  }

  /** The quad behind the last one of target pixel i. */
  int end(int i) {
    return first[i] + offsets[i + 1] - offsets[i];
  }

  /** The most quads that a target pixel has. */
  int longest() {
    return longest;
  }

  /**
   * Makes target pixel i of many lines at once: columns of a picture, or rows.
   *
   * @param quads the ring of source quads
   * @param plane of the ring
   * @param samples receives 0 to 255 for each line
   * @param lines how many
   */
  void apply(int i, QuadRing quads, int plane, int[] samples, int lines) {
    Arrays.fill(samples, 0, lines, PillowTaps.HALF);
    for (int q = first[i], t = SAMPLES * offsets[i]; q < end(i); q++, t += SAMPLES) {
      add(samples, quads.lines(q, plane), factors, t, lines);
    }
    PillowTaps.toSamples(samples, lines);
  }

  private static void add(int[] sums, int[] quads, int[] factors, int t, int lines) {
    int f0 = factors[t];
    int f1 = factors[t + 1];
    int f2 = factors[t + 2];
    int f3 = factors[t + 3];
    for (int i = 0; i < lines; i++) {
      int quad = quads[i];
      sums[i] += f0 * quad + f1 * (quad >>> 8) + f2 * (quad >>> 16) + f3 * (quad >>> 24);
    }
  }

  @Override
  public int cells() {
    return factors.length + 2 * first.length;
  }
}
