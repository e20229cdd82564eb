package io.pneumonia.evaluation.metrics;

/*
 * Maintainers: SplitMix64 (Steele, Lea and Flood 2014): state += golden gamma, then Stafford's
 * mix 13. Written out so that a seed draws the same on every JDK, and in ten lines of Python. A
 * number below n is the upper half of a 32-bit draw times n; the bias is below n / 2^32.
 */
/** Random numbers that a seed decides, the same everywhere. */
public final class SplitMix {

  private long state;

  /**
   * A generator.
   *
   * @param seed any number
   */
  public SplitMix(long seed) {
    this.state = seed;
  }

  /**
   * The next number.
   *
   * @param bound positive
   * @return 0 to {@code bound - 1}
   */
  public int below(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (int) (((z >>> 32) * bound) >>> 32);
  }
}
