package io.pneumonia.evaluation.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items whose scores lie in one of {@link #COUNT} bins of equal width: how often they are positive,
 * beside how often their scores say so.
 *
 * @param low the lowest score, included
 * @param high the upper end, excluded; included in the last bin
 * @param count the number of items
 * @param meanScore the mean of their scores, or null where there are none
 * @param fractionPositive the share of positives, or null where there are none
 */
public record ReliabilityBin(
    double low,
    double high,
    int count,
    @Nullable Double meanScore,
    @Nullable Double fractionPositive) {

  /** The number of bins. */
  public static final int COUNT = 15;

  /**
   * All bins of probabilities.
   *
   * @param scores from 0 to 1
   * @return {@link #COUNT} bins, from 0
   */
  public static List<ReliabilityBin> of(LabelledScores scores) {
    int[] counts = new int[COUNT];
    double[] sums = new double[COUNT];
    int[] positives = new int[COUNT];
    for (int i = 0; i < scores.size(); i++) {
      int bin = index(scores.score(i));
      counts[bin]++;
      sums[bin] += scores.score(i);
      positives[bin] += scores.isPositive(i) ? 1 : 0;
    }
    List<ReliabilityBin> bins = new ArrayList<>();
    for (int b = 0; b < COUNT; b++) {
      bins.add(
          new ReliabilityBin(
              (double) b / COUNT,
              (b + 1.0) / COUNT,
              counts[b],
              counts[b] == 0 ? null : sums[b] / counts[b],
              counts[b] == 0 ? null : (double) positives[b] / counts[b]));
    }
    return List.copyOf(bins);
  }

  static int index(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score: expected 0 to 1, found " + score);
    }
    return Math.min((int) (score * COUNT), COUNT - 1);
  }
}
