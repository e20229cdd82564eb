package io.pneumonia.evaluation.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The curves over all thresholds, as scikit-learn's {@code roc_curve} and {@code
 * precision_recall_curve} give them with {@code drop_intermediate=True}: without points that a
 * straight line or a step passes anyway.
 */
public final class Curves {

  private Curves() {}

  /**
   * A point of the ROC curve.
   *
   * @param falsePositiveRate {@code 1 - specificity}
   * @param truePositiveRate the sensitivity
   * @param threshold a score of this or more is called positive; null for the first point, where
   *     nothing is
   */
  public record RocPoint(
      double falsePositiveRate, double truePositiveRate, @Nullable Double threshold) {}

  /**
   * A point of the precision-recall curve.
   *
   * @param recall the sensitivity
   * @param precision of what is called positive
   * @param threshold a score of this or more is called positive; null for the last point, where
   *     nothing is
   */
  public record PrecisionRecallPoint(double recall, double precision, @Nullable Double threshold) {}

  /** What is called positive when the threshold is one of the scores. */
  private record Cut(int truePositives, int falsePositives, double threshold) {}

  /**
   * The ROC curve.
   *
   * @param scores any
   * @return from (0, 0) to (1, 1); empty where a class is missing
   */
  public static List<RocPoint> roc(LabelledScores scores) {
    if (scores.positives() == 0 || scores.negatives() == 0) {
      return List.of();
    }
    List<Cut> cuts = cuts(scores);
    List<RocPoint> points = new ArrayList<>();
    points.add(new RocPoint(0, 0, null));
    for (int k = 0; k < cuts.size(); k++) {
      if (k == 0 || k == cuts.size() - 1 || isCorner(cuts, k)) {
        Cut cut = cuts.get(k);
        points.add(
            new RocPoint(
                (double) cut.falsePositives / scores.negatives(),
                (double) cut.truePositives / scores.positives(),
                cut.threshold));
      }
    }
    return List.copyOf(points);
  }

  private static boolean isCorner(List<Cut> cuts, int k) {
    Cut before = cuts.get(k - 1);
    Cut here = cuts.get(k);
    Cut after = cuts.get(k + 1);
    return here.truePositives - before.truePositives != after.truePositives - here.truePositives
        || here.falsePositives - before.falsePositives
            != after.falsePositives - here.falsePositives;
  }

  /**
   * The precision-recall curve.
   *
   * @param scores any
   * @return by rising threshold, from recall 1 to (0, 1); empty where a class is missing
   */
  public static List<PrecisionRecallPoint> precisionRecall(LabelledScores scores) {
    if (scores.positives() == 0 || scores.negatives() == 0) {
      return List.of();
    }
    List<Cut> cuts = cuts(scores);
    List<PrecisionRecallPoint> points = new ArrayList<>();
    points.add(new PrecisionRecallPoint(0, 1, null));
    for (int k = 0; k < cuts.size(); k++) {
      Cut cut = cuts.get(k);
      if (k == 0
          || k == cuts.size() - 1
          || cut.truePositives != cuts.get(k - 1).truePositives
          || cut.truePositives != cuts.get(k + 1).truePositives) {
        points.add(
            new PrecisionRecallPoint(
                (double) cut.truePositives / scores.positives(),
                (double) cut.truePositives / (cut.truePositives + cut.falsePositives),
                cut.threshold));
      }
    }
    Collections.reverse(points);
    return List.copyOf(points);
  }

  /** One for every distinct score, from the highest. */
  private static List<Cut> cuts(LabelledScores scores) {
    Ranking ranking = new Ranking(scores);
    List<Cut> cuts = new ArrayList<>();
    int truePositives = 0;
    for (int k = 0; k < ranking.size(); k++) {
      truePositives += ranking.positive[k] ? 1 : 0;
      if (ranking.endsTie[k]) {
        cuts.add(new Cut(truePositives, k + 1 - truePositives, ranking.scores[k]));
      }
    }
    return cuts;
  }
}
