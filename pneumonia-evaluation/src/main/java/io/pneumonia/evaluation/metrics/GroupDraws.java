package io.pneumonia.evaluation.metrics;

import java.util.Arrays;

/** Draws whole groups with replacement, each of the three kinds as often as there are of it. */
final class GroupDraws {

  private static final int NEGATIVE = 1;
  private static final int POSITIVE = 2;

  private final SplitMix random;
  private final int[][] strata;

  GroupDraws(LabelledScores scores, long seed) {
    random = new SplitMix(seed);
    int[] kinds = new int[scores.groupCount()];
    for (int i = 0; i < scores.size(); i++) {
      kinds[scores.group(i)] |= scores.isPositive(i) ? POSITIVE : NEGATIVE;
    }
    strata =
        new int[][] {
          ofKind(kinds, NEGATIVE), ofKind(kinds, POSITIVE), ofKind(kinds, NEGATIVE | POSITIVE)
        };
  }

  private static int[] ofKind(int[] kinds, int kind) {
    int[] groups = new int[kinds.length];
    int count = 0;
    for (int g = 0; g < kinds.length; g++) {
      if (kinds[g] == kind) {
        groups[count++] = g;
      }
    }
    return Arrays.copyOf(groups, count);
  }

  /** Sets how often each group is drawn. */
  void next(int[] groupWeights) {
    Arrays.fill(groupWeights, 0);
    for (int[] groups : strata) {
      for (int draw = 0; draw < groups.length; draw++) {
        groupWeights[groups[random.below(groups.length)]]++;
      }
    }
  }
}
