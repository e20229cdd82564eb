package io.pneumonia.evaluation.metrics;

/** Percentiles as {@code numpy.quantile} has them by default: linear between neighbours. */
final class Quantiles {

  private Quantiles() {}

  /**
   * One quantile.
   *
   * @param sorted ascending, the first {@code count} of them, at least one
   * @param q from 0 to 1
   */
  static double of(double[] sorted, int count, double q) {
    double position = q * (count - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, count - 1);
    double share = position - below;
    double step = sorted[above] - sorted[below];
    return share < 0.5 ? sorted[below] + step * share : sorted[above] - step * (1 - share);
  }
}
