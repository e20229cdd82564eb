package io.pneumonia.evaluation.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How the probabilities of one class are spread.
 *
 * @param count the number of items
 * @param histogram items in each of {@link #BINS} bins of equal width from 0 to 1; a bin holds its
 *     lower end, the last one also its upper
 * @param quantiles the scores at {@link #QUANTILES}, linear between neighbours; empty where there
 *     are no items
 */
public record ScoreDistribution(int count, List<Integer> histogram, List<Double> quantiles) {

  /** The number of bins. */
  public static final int BINS = 20;

  /** Least, 5 %, quartiles, 95 %, greatest. */
  public static final List<Double> QUANTILES = List.of(0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0);

  /** Copies the lists. */
  public ScoreDistribution {
    histogram = List.copyOf(histogram);
    quantiles = List.copyOf(quantiles);
  }

  /**
   * The distribution of one class.
   *
   * @param scores from 0 to 1
   * @param positives whether of the positives
   * @return the distribution
   */
  public static ScoreDistribution of(LabelledScores scores, boolean positives) {
    double[] sorted = scores.sorted(positives);
    Integer[] histogram = new Integer[BINS];
    Arrays.fill(histogram, 0);
    DoubleStream.of(sorted).forEach(score -> histogram[Math.min((int) (score * BINS), BINS - 1)]++);
    List<Double> quantiles =
        sorted.length == 0
            ? List.of()
            : QUANTILES.stream().map(q -> Quantiles.of(sorted, sorted.length, q)).toList();
    return new ScoreDistribution(sorted.length, List.of(histogram), quantiles);
  }
}
