package io.pneumonia.decision;

import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/**
 * Probabilities of independent findings, several of which may be present at once. The score is the
 * highest among the positive labels: one of them suffices, and nothing is known of how they depend
 * on each other.
 *
 * @param labels the findings in index order
 * @param positiveLabels those that count as pneumonia; all of them may
 * @param logits whether the network leaves out the sigmoids
 */
public record MultiSigmoidReader(List<String> labels, List<String> positiveLabels, boolean logits)
    implements ScoreReader {

  /** Refuses missing or repeated labels, and positive ones that are not among them. */
  public MultiSigmoidReader {
    labels = Labels.of(labels);
    positiveLabels = Labels.positive(positiveLabels, labels);
  }

  @Override
  public int classes() {
    return labels.size();
  }

  @Override
  public Probability read(FloatTensor output, int row) {
    double[] values = OutputRow.sigmoids(output, row, labels.size(), logits);
    double highest = 0;
    for (int index = 0; index < values.length; index++) {
      if (positiveLabels.contains(labels.get(index))) {
        highest = Math.max(highest, values[index]);
      }
    }
    return new Probability(highest);
  }

  /** 1 for the positive label with the highest value, 0 for all others. */
  @Override
  public double[] logOddsGradient(double[] logits) {
    OutputRow.requireLogits(logits, labels.size());
    int highest = -1;
    for (int index = 0; index < logits.length; index++) {
      boolean higher = highest < 0 || logits[index] > logits[highest];
      if (higher && positiveLabels.contains(labels.get(index))) {
        highest = index;
      }
    }
    double[] gradient = new double[logits.length];
    gradient[highest] = 1;
    return gradient;
  }

  @Override
  public List<ClassScore> scores(FloatTensor output, int row) {
    return Labels.scores(
        labels, positiveLabels, OutputRow.sigmoids(output, row, labels.size(), logits));
  }
}
