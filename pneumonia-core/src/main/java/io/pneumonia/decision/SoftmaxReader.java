package io.pneumonia.decision;

import io.pneumonia.tensor.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Probabilities that exclude each other and sum to one. The score is the sum over the positive
 * labels in index order, in double; what rounding adds beyond 1 is cut off.
 *
 * @param labels the classes in index order
 * @param positiveLabels those that count as pneumonia
 * @param logits whether the network leaves out the softmax
 */
public record SoftmaxReader(List<String> labels, List<String> positiveLabels, boolean logits)
    implements ScoreReader {

  /** Refuses fewer than two labels, and a choice of positive ones that leaves none normal. */
  public SoftmaxReader {
    labels = Labels.of(labels);
    positiveLabels = Labels.positive(positiveLabels, labels);
    if (positiveLabels.size() == labels.size()) {
      throw new IllegalArgumentException(
          "positive labels: expected fewer than all of " + labels + ", found " + positiveLabels);
    }
  }

  @Override
  public int classes() {
    return labels.size();
  }

  @Override
  public Probability read(FloatTensor output, int row) {
    double[] values = OutputRow.softmax(output, row, labels.size(), logits);
    double sum = 0;
    for (int index = 0; index < values.length; index++) {
      if (positiveLabels.contains(labels.get(index))) {
        sum += values[index];
      }
    }
    return new Probability(Math.min(sum, 1));
  }

  /**
   * A positive class's share of all positive ones, less a normal class's share of all normal ones:
   * the log-odds are the difference of two {@code log(sum(exp(...)))}.
   */
  @Override
  public double[] logOddsGradient(double[] logits) {
    OutputRow.requireLogits(logits, labels.size());
    double[] ofPositive = shares(logits, true);
    double[] ofNormal = shares(logits, false);
    return IntStream.range(0, logits.length)
        .mapToDouble(index -> ofPositive[index] - ofNormal[index])
        .toArray();
  }

  /** The softmax over the positive classes or over the others; 0 elsewhere. */
  private double[] shares(double[] logits, boolean positive) {
    double[] some = new double[logits.length];
    for (int index = 0; index < some.length; index++) {
      boolean counts = positiveLabels.contains(labels.get(index)) == positive;
      some[index] = counts ? logits[index] : Double.NEGATIVE_INFINITY;
    }
    return OutputRow.softmax(some);
  }

  @Override
  public List<ClassScore> scores(FloatTensor output, int row) {
    return Labels.scores(
        labels, positiveLabels, OutputRow.softmax(output, row, labels.size(), logits));
  }
}
