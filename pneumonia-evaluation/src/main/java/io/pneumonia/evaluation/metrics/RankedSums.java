package io.pneumonia.evaluation.metrics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/*
 * Maintainers: all figures of one resample in one walk down the ranking, each item weighted by how
 * often its group was drawn. With TP and FP the weights so far, at the end of every run of ties:
 *
 *   area += (FP - FP') * (TP + TP') / 2       AUROC = area / (P * N)
 *   steps += (TP - TP') * TP / (TP + FP)      AUPRC = steps / P
 *
 * where primes are the values at the end of the run before. Weights are whole and sums below 2^53,
 * so area is exact. Calibration needs sums of scores and of labels for each bin:
 * ECE = sum |scores - labels| / n, which is sum (n_b / n) |mean score - fraction positive|.
 */
/** The figures of weighted items; NaN stands for one that is not defined. */
final class RankedSums {

  private final Ranking ranking;
  private final int reach;
  private final boolean calibration;
  private final int[] bin;
  private final double[] binScores = new double[ReliabilityBin.COUNT];
  private final double[] binLabels = new double[ReliabilityBin.COUNT];

  private double truePositives;
  private double falsePositives;
  private double calledTrue;
  private double calledFalse;
  private double area;
  private double steps;
  private double squares;

  /** With calibration, scores are probabilities. */
  RankedSums(Ranking ranking, double threshold, boolean calibration) {
    this.ranking = ranking;
    this.reach = ranking.reach(threshold);
    this.calibration = calibration;
    this.bin = new int[calibration ? ranking.size() : 0];
    for (int k = 0; k < bin.length; k++) {
      bin[k] = ReliabilityBin.index(ranking.scores[k]);
    }
  }

  Map<Metric, Double> measure(int[] groupWeights) {
    walk(groupWeights);
    if (calibration) {
      calibrate(groupWeights);
    }
    return figures();
  }

  private void walk(int[] groupWeights) {
    truePositives = 0;
    falsePositives = 0;
    calledTrue = 0;
    calledFalse = 0;
    area = 0;
    steps = 0;
    double trueBefore = 0;
    double falseBefore = 0;
    for (int k = 0; k < ranking.size(); k++) {
      int weight = groupWeights[ranking.group[k]];
      if (ranking.positive[k]) {
        truePositives += weight;
      } else {
        falsePositives += weight;
      }
      if (k == reach - 1) {
        calledTrue = truePositives;
        calledFalse = falsePositives;
      }
      if (ranking.endsTie[k]) {
        area += (falsePositives - falseBefore) * (truePositives + trueBefore) / 2;
        if (truePositives > trueBefore) {
          steps += (truePositives - trueBefore) * truePositives / (truePositives + falsePositives);
        }
        trueBefore = truePositives;
        falseBefore = falsePositives;
      }
    }
  }

  private void calibrate(int[] groupWeights) {
    squares = 0;
    Arrays.fill(binScores, 0);
    Arrays.fill(binLabels, 0);
    for (int k = 0; k < ranking.size(); k++) {
      double weight = groupWeights[ranking.group[k]];
      double score = ranking.scores[k];
      double label = ranking.positive[k] ? 1 : 0;
      squares += weight * (score - label) * (score - label);
      binScores[bin[k]] += weight * score;
      binLabels[bin[k]] += weight * label;
    }
  }

  private Map<Metric, Double> figures() {
    double positives = truePositives;
    double negatives = falsePositives;
    double sensitivity = calledTrue / positives;
    double specificity = (negatives - calledFalse) / negatives;
    double all = positives + negatives;
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.ACCURACY, (calledTrue + negatives - calledFalse) / all);
    figures.put(Metric.BALANCED_ACCURACY, (sensitivity + specificity) / 2);
    figures.put(Metric.SENSITIVITY, sensitivity);
    figures.put(Metric.SPECIFICITY, specificity);
    figures.put(Metric.PRECISION, calledTrue / (calledTrue + calledFalse));
    figures.put(Metric.F1, 2 * calledTrue / (calledTrue + calledFalse + positives));
    figures.put(Metric.AUROC, area / (positives * negatives));
    figures.put(Metric.AUPRC, negatives == 0 ? Double.NaN : steps / positives);
    figures.put(Metric.ECE, calibration ? distance() / all : Double.NaN);
    figures.put(Metric.BRIER, calibration ? squares / all : Double.NaN);
    return figures;
  }

  private double distance() {
    double sum = 0;
    for (int b = 0; b < binScores.length; b++) {
      sum += Math.abs(binScores[b] - binLabels[b]);
    }
    return sum;
  }
}
