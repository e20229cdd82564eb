package io.pneumonia.evaluation.metrics;

/**
 * How intervals are made: so many resamples of the same size, drawn with replacement. Groups are
 * drawn whole, and each kind of group (all negative, all positive, mixed) as often as there are
 * groups of it, so that every resample has both classes where the data have. The interval is from
 * the 2.5th to the 97.5th percentile, interpolated linearly between neighbours.
 *
 * @param resamples how many; 0 for no intervals
 * @param seed decides what is drawn, the same everywhere
 */
public record Bootstrap(int resamples, long seed) {

  /** 2,000 resamples of the default seed. */
  public static final Bootstrap DEFAULT = new Bootstrap(2000, 20_261_122);

  /** No intervals. */
  public static final Bootstrap NONE = new Bootstrap(0, 0);

  /** Refuses a negative number and more than can be held. */
  public Bootstrap {
    if (resamples < 0 || resamples > 1_000_000) {
      throw new IllegalArgumentException(
          "bootstrap: expected 0 to 1000000 resamples, found " + resamples);
    }
  }
}
