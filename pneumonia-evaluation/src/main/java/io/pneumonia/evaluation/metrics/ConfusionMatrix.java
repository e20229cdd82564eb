package io.pneumonia.evaluation.metrics;

/**
 * What a threshold makes of every item; a score of the threshold or more is called positive.
 *
 * @param truePositives positive and called so
 * @param falsePositives negative, called positive
 * @param falseNegatives positive, called negative
 * @param trueNegatives negative and called so
 */
public record ConfusionMatrix(
    int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

  /**
   * Counts.
   *
   * @param scores the items
   * @param threshold a score of this or more is called positive
   * @return the counts
   */
  public static ConfusionMatrix of(LabelledScores scores, double threshold) {
    int truePositives = 0;
    int falsePositives = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (scores.score(i) >= threshold) {
        if (scores.isPositive(i)) {
          truePositives++;
        } else {
          falsePositives++;
        }
      }
    }
    return new ConfusionMatrix(
        truePositives,
        falsePositives,
        scores.positives() - truePositives,
        scores.negatives() - falsePositives);
  }
}
