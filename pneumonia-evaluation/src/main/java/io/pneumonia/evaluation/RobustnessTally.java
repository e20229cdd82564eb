package io.pneumonia.evaluation;

import io.pneumonia.Outcome;
import io.pneumonia.decision.Finding;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.LabelledScores;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.evaluation.metrics.Metrics;
import io.pneumonia.gate.GateVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes up the scores of pictures and of their alterations, and makes the table of them. */
final class RobustnessTally {

  private final ScoreSheet clean = new ScoreSheet();
  private final List<Numbers> altered = new ArrayList<>();
  private final int[] refusedByGate = new int[Alteration.values().length];
  private int cleanRefusedByGate;

  RobustnessTally() {
    for (int i = 0; i < Alteration.values().length; i++) {
      altered.add(new Numbers());
    }
  }

  /**
   * Takes up one picture, unless it was refused: as it is, and its alterations in the order of the
   * enum.
   */
  void add(Finding label, List<Outcome> variants) {
    if (variants.get(0) instanceof Outcome.Predicted predicted) {
      clean.add(score(predicted), label, null);
      cleanRefusedByGate += refusedByGate(predicted);
      for (int i = 0; i < altered.size(); i++) {
        altered.get(i).add(score(variants.get(i + 1)));
        refusedByGate[i] += refusedByGate(variants.get(i + 1));
      }
    }
  }

  /** Not a number for one that was refused. */
  private static double score(Outcome outcome) {
    return outcome instanceof Outcome.Predicted predicted
        ? predicted.prediction().decision().rawScore().value()
        : Double.NaN;
  }

  private static int refusedByGate(Outcome outcome) {
    boolean refused =
        outcome instanceof Outcome.Predicted predicted
            && predicted
                .prediction()
                .gate()
                .filter(verdict -> verdict.level() == GateVerdict.Level.REFUSED)
                .isPresent();
    return refused ? 1 : 0;
  }

  RobustnessTable table(double threshold, boolean sampled) {
    LabelledScores scores = clean.labelled();
    List<RobustnessTable.Row> rows = new ArrayList<>();
    Alteration[] alterations = Alteration.values();
    for (int i = 0; i < alterations.length; i++) {
      double[] after = altered.get(i).toArray();
      rows.add(row(alterations[i].label(), scores, after, threshold, refusedByGate[i]));
    }
    return new RobustnessTable(
        scores.negatives(),
        scores.positives(),
        sampled,
        row("as they are", scores, scores.toArray(), threshold, cleanRefusedByGate),
        rows);
  }

  private static RobustnessTable.Row row(
      String label, LabelledScores before, double[] after, double threshold, int refusedByGate) {
    ScoreSheet scored = new ScoreSheet();
    double change = 0;
    int toPneumonia = 0;
    int toNormal = 0;
    for (int i = 0; i < after.length; i++) {
      if (!Double.isNaN(after[i])) {
        scored.add(after[i], before.isPositive(i) ? Finding.PNEUMONIA : Finding.NORMAL, null);
        change += Math.abs(after[i] - before.score(i));
        boolean was = before.score(i) >= threshold;
        boolean is = after[i] >= threshold;
        toPneumonia += is && !was ? 1 : 0;
        toNormal += was && !is ? 1 : 0;
      }
    }
    Map<Metric, Estimate> figures = Metrics.of(scored.labelled(), threshold, Bootstrap.NONE);
    return new RobustnessTable.Row(
        label,
        value(figures, Metric.SENSITIVITY),
        value(figures, Metric.SPECIFICITY),
        value(figures, Metric.BALANCED_ACCURACY),
        value(figures, Metric.AUROC),
        toPneumonia,
        toNormal,
        after.length - scored.size(),
        refusedByGate,
        scored.size() == 0 ? null : change / scored.size());
  }

  private static @Nullable Double value(Map<Metric, Estimate> figures, Metric metric) {
    return Objects.requireNonNull(figures.get(metric)).value();
  }
}
