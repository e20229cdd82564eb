package io.pneumonia.decision;

import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/**
 * One value {@code s} a picture: the probability of the class with index 1. Where that class is
 * pneumonia the score is {@code s} itself; where it is the normal one, the score is {@code 1 - s}
 * in double, as Python computes {@code 1 - float(s)}, so a threshold decides the same here and
 * there.
 *
 * @param labels the two classes: index 0, then index 1
 * @param positiveLabels the one that is pneumonia
 * @param logits whether the network leaves out the sigmoid
 */
public record SigmoidReader(List<String> labels, List<String> positiveLabels, boolean logits)
    implements ScoreReader {

  /** Refuses anything but two different labels, one of them positive. */
  public SigmoidReader {
    labels = Labels.of(labels);
    positiveLabels = Labels.positive(positiveLabels, labels);
    if (labels.size() != 2 || positiveLabels.size() != 1) {
      throw new IllegalArgumentException(
          "labels: expected two, one of them positive, found " + labels + " and " + positiveLabels);
    }
  }

  @Override
  public int classes() {
    return 1;
  }

  @Override
  public Probability read(FloatTensor output, int row) {
    Probability one = new Probability(OutputRow.sigmoids(output, row, 1, logits)[0]);
    return positiveLabels.contains(labels.get(1)) ? one : one.complement();
  }

  /** 1, or -1 where index 1 is the normal class: the value is the log-odds of that class. */
  @Override
  public double[] logOddsGradient(double[] logits) {
    OutputRow.requireLogits(logits, 1);
    return new double[] {positiveLabels.contains(labels.get(1)) ? 1 : -1};
  }

  @Override
  public List<ClassScore> scores(FloatTensor output, int row) {
    double one = OutputRow.sigmoids(output, row, 1, logits)[0];
    return Labels.scores(labels, positiveLabels, 1 - one, one);
  }
}
