package io.pneumonia.evaluation.metrics;

import java.util.Arrays;

/**
 * Scores beside what is true, and optionally who belongs together. Immutable.
 *
 * <p>Items of one group, several pictures of one patient for instance, are drawn together by {@link
 * Bootstrap}.
 */
public final class LabelledScores {

  private final double[] scores;
  private final boolean[] positive;
  private final int[] groups;
  private final int groupCount;
  private final int positives;

  private LabelledScores(double[] scores, boolean[] positive, int[] groups, int groupCount) {
    this.scores = scores;
    this.positive = positive;
    this.groups = groups;
    this.groupCount = groupCount;
    int count = 0;
    for (boolean each : positive) {
      count += each ? 1 : 0;
    }
    this.positives = count;
  }

  /**
   * Every item a group of its own.
   *
   * @param scores finite; more means positive rather
   * @param positive what is true, as many
   * @return copies of both
   * @throws IllegalArgumentException if the lengths differ or a score is not finite
   */
  public static LabelledScores of(double[] scores, boolean[] positive) {
    int[] groups = new int[scores.length];
    Arrays.setAll(groups, i -> i);
    return of(scores, positive, groups);
  }

  /**
   * Items in groups.
   *
   * @param scores finite; more means positive rather
   * @param positive what is true, as many
   * @param groups the number of each item's group, from 0, as many
   * @return copies of all
   * @throws IllegalArgumentException if the lengths differ, a score is not finite or a group is
   *     negative
   */
  public static LabelledScores of(double[] scores, boolean[] positive, int[] groups) {
    if (positive.length != scores.length || groups.length != scores.length) {
      throw new IllegalArgumentException(
          "labels and groups: expected %d, found %d and %d"
              .formatted(scores.length, positive.length, groups.length));
    }
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i]) || groups[i] < 0) {
        throw new IllegalArgumentException(
            "item %d: expected a finite score and a group from 0, found %s and %d"
                .formatted(i, scores[i], groups[i]));
      }
      count = Math.max(count, groups[i] + 1);
    }
    return new LabelledScores(scores.clone(), positive.clone(), groups.clone(), count);
  }

  /**
   * The same labels and groups beside other scores.
   *
   * @param others finite, as many as there are items
   * @return a new object
   */
  public LabelledScores withScores(double[] others) {
    return of(others, positive, groups);
  }

  /**
   * The number of items.
   *
   * @return 0 or more
   */
  public int size() {
    return scores.length;
  }

  /**
   * One score.
   *
   * @param item from 0
   * @return a finite number
   */
  public double score(int item) {
    return scores[item];
  }

  /**
   * All scores.
   *
   * @return a copy
   */
  public double[] toArray() {
    return scores.clone();
  }

  /**
   * What is true of one item.
   *
   * @param item from 0
   * @return whether it is positive
   */
  public boolean isPositive(int item) {
    return positive[item];
  }

  /**
   * How many are positive.
   *
   * @return 0 to {@link #size()}
   */
  public int positives() {
    return positives;
  }

  /**
   * How many are negative.
   *
   * @return 0 to {@link #size()}
   */
  public int negatives() {
    return scores.length - positives;
  }

  int group(int item) {
    return groups[item];
  }

  /** One more than the largest number of a group. */
  int groupCount() {
    return groupCount;
  }

  /** The scores of one class, ascending. */
  double[] sorted(boolean ofPositives) {
    double[] chosen = new double[ofPositives ? positives : negatives()];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (positive[i] == ofPositives) {
        chosen[count++] = scores[i];
      }
    }
    Arrays.sort(chosen);
    return chosen;
  }
}
