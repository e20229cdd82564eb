package io.pneumonia.evaluation;

import io.pneumonia.decision.Finding;
import io.pneumonia.evaluation.metrics.LabelledScores;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores as they come, with labels and groups: all that grows with the number of pictures. */
final class ScoreSheet {

  private final Numbers scores = new Numbers();
  private final BitSet positive = new BitSet();
  private final Numbers groups = new Numbers();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private int groupCount;

  void add(double score, Finding label, @Nullable String group) {
    positive.set(scores.size(), label == Finding.PNEUMONIA);
    scores.add(score);
    groups.add(
        group == null ? groupCount++ : groupNumbers.computeIfAbsent(group, g -> groupCount++));
  }

  int size() {
    return scores.size();
  }

  /** Whether any item named its group. */
  boolean isGrouped() {
    return !groupNumbers.isEmpty();
  }

  int groupCount() {
    return groupCount;
  }

  LabelledScores labelled() {
    double[] values = scores.toArray();
    boolean[] labels = new boolean[values.length];
    int[] numbers = new int[values.length];
    double[] each = groups.toArray();
    for (int i = 0; i < values.length; i++) {
      labels[i] = positive.get(i);
      numbers[i] = (int) each[i];
    }
    return LabelledScores.of(values, labels, numbers);
  }
}
