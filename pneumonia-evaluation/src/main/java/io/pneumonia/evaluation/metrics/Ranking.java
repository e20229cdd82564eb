package io.pneumonia.evaluation.metrics;

import java.util.Arrays;
import java.util.Comparator;

/** Labelled scores from the highest to the lowest, sorted once for any number of resamples. */
final class Ranking {

  final double[] scores;
  final boolean[] positive;
  final int[] group;

  /** Whether the next score is a lower one: the end of a run of ties. */
  final boolean[] endsTie;

  Ranking(LabelledScores labelled) {
    int size = labelled.size();
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -labelled.score(i)));
    scores = new double[size];
    positive = new boolean[size];
    group = new int[size];
    endsTie = new boolean[size];
    for (int k = 0; k < size; k++) {
      scores[k] = labelled.score(order[k]);
      positive[k] = labelled.isPositive(order[k]);
      group[k] = labelled.group(order[k]);
    }
    for (int k = 0; k < size; k++) {
      endsTie[k] = k + 1 == size || scores[k + 1] < scores[k];
    }
  }

  int size() {
    return scores.length;
  }

  /** How many items a threshold calls positive: those before this place. */
  int reach(double threshold) {
    int low = 0;
    int high = scores.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
