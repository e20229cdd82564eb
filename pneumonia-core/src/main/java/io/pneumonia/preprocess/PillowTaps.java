package io.pneumonia.preprocess;

import java.util.Arrays;

/*
 * Maintainers: Pillow's precompute_coeffs and normalize_coeffs_8bpc, along one axis.
 *
 *   scale = (float32 to - from) / out; stretch = max(scale, 1); reach = support * stretch
 *   center = from + (i + 0.5) * scale
 *   first = max((int) (center - reach + 0.5), 0); end = min((int) (center + reach + 0.5), in)
 *   w[x] = filter((x - center + 0.5) * (1 / stretch)), divided by their sum
 *   tap = (int) (w * 2^22 +/- 0.5), towards zero
 *
 * All in double except the difference of the box. Multiplying by the reciprocal and dividing by the
 * sum (not the other way round) decides last bits, which decide taps now and then.
 *
 * An axis that keeps its size gives taps of 2^22 on the pixel itself and 0 elsewhere, so a pass that
 * Pillow skips is an exact copy here and needs no special case.
 */
/** The 22-bit fixed-point weights with which source pixels make up each target pixel. */
final class PillowTaps implements TableCache.Table {

  /** Fraction bits of a weight: 8 bits a sample and 2 for overshoot are left in an int. */
  static final int BITS = 22;

  /** One half, from which a sum starts so that the shift rounds. */
  static final int HALF = 1 << (BITS - 1);

  private final int[] first;
  private final int[] offsets;
  private final int[] weights;
  private final int longest;

  private PillowTaps(int[] first, int[] offsets, int[] weights) {
    this.first = first;
    this.offsets = offsets;
    this.weights = weights;
    int most = 0;
    for (int i = 0; i < first.length; i++) {
      most = Math.max(most, offsets[i + 1] - offsets[i]);
    }
    this.longest = most;
  }

  static PillowTaps compute(PillowFilter filter, AxisKey axis) {
    double scale = (double) (axis.to() - axis.from()) / axis.out();
    double stretch = Math.max(scale, 1.0);
    double reach = filter.support() * stretch;
    int most = Math.min(axis.in(), 2 * (int) Math.ceil(reach) + 1);
    int[] first = new int[axis.out()];
    int[] offsets = new int[axis.out() + 1];
    int[] weights = new int[Math.multiplyExact(axis.out(), most)];
    double[] window = new double[most];
    for (int i = 0; i < axis.out(); i++) {
      double center = axis.from() + (i + 0.5) * scale;
      first[i] = Math.max((int) (center - reach + 0.5), 0);
      int count = Math.min((int) (center + reach + 0.5), axis.in()) - first[i];
      for (int t = 0; t < count; t++) {
        window[t] = filter.weight((t + first[i] - center + 0.5) * (1.0 / stretch));
      }
      quantize(window, count, weights, offsets[i]);
      offsets[i + 1] = offsets[i] + count;
    }
    return new PillowTaps(first, offsets, Arrays.copyOf(weights, offsets[axis.out()]));
  }

  private static void quantize(double[] window, int count, int[] weights, int offset) {
    double sum = 0.0;
    for (int t = 0; t < count; t++) {
      sum += window[t];
    }
    for (int t = 0; t < count; t++) {
      double scaled = (sum != 0.0 ? window[t] / sum : window[t]) * (1 << BITS);
      weights[offset + t] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
  }

  /** A sum's integer part, clipped to a sample; by bits, which the JIT makes vector code of. */
  static int toSample(int sum) {
    int value = sum >> BITS;
    int notNegative = value & ~(value >> 31);
    return (notNegative | (255 - notNegative) >> 31) & 0xFF;
  }

  /** Makes samples of some sums, in place. */
  static void toSamples(int[] sums, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] = toSample(sums[i]);
    }
  }

  /** The number of target pixels. */
  int size() {
    return first.length;
  }

  /** The first source pixel of target pixel i; never falls as i rises. */
  int first(int i) {
    return first[i];
  }

  /** The source pixel behind the last one of target pixel i. */
  int end(int i) {
    return first[i] + offsets[i + 1] - offsets[i];
  }

  /** Where the weights of target pixel i begin. */
  int offset(int i) {
    return offsets[i];
  }

  /** All weights, those of target pixel i from {@code offset(i)} to {@code offset(i + 1)}. */
  int[] weights() {
    return weights;
  }

  /** The most source pixels that a target pixel has. */
  int longest() {
    return longest;
  }

  @Override
  public int cells() {
    return weights.length + 2 * first.length;
  }
}
