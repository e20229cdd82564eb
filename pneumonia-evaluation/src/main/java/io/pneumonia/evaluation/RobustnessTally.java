package io.pneumonia.evaluation;

import io.pneumonia.decision.Finding;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.LabelledScores;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.evaluation.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes up the scores of pictures and of their alterations, and makes the table of them. */
final class RobustnessTally {

  private final ScoreSheet clean = new ScoreSheet();
  private final List<Numbers> altered = new ArrayList<>();

  RobustnessTally() {
    for (int i = 0; i < Alteration.values().length; i++) {
      altered.add(new Numbers());
    }
  }

  /** Takes up one picture; its alterations' scores in the order of the enum. */
  void add(Finding label, double score, List<Double> alteredScores) {
    clean.add(score, label, null);
    for (int i = 0; i < altered.size(); i++) {
      altered.get(i).add(alteredScores.get(i));
    }
  }

  RobustnessTable table(double threshold, boolean sampled) {
    LabelledScores scores = clean.labelled();
    List<RobustnessTable.Row> rows = new ArrayList<>();
    Alteration[] alterations = Alteration.values();
    for (int i = 0; i < alterations.length; i++) {
      LabelledScores changed = scores.withScores(altered.get(i).toArray());
      rows.add(row(alterations[i].label(), scores, changed, threshold));
    }
    return new RobustnessTable(
        scores.negatives(),
        scores.positives(),
        sampled,
        row("as they are", scores, scores, threshold),
        rows);
  }

  private static RobustnessTable.Row row(
      String label, LabelledScores before, LabelledScores after, double threshold) {
    Map<Metric, Estimate> figures = Metrics.of(after, threshold, Bootstrap.NONE);
    double change = 0;
    int toPneumonia = 0;
    int toNormal = 0;
    for (int i = 0; i < before.size(); i++) {
      change += Math.abs(after.score(i) - before.score(i));
      boolean was = before.score(i) >= threshold;
      boolean is = after.score(i) >= threshold;
      toPneumonia += is && !was ? 1 : 0;
      toNormal += was && !is ? 1 : 0;
    }
    return new RobustnessTable.Row(
        label,
        value(figures, Metric.SENSITIVITY),
        value(figures, Metric.SPECIFICITY),
        value(figures, Metric.BALANCED_ACCURACY),
        value(figures, Metric.AUROC),
        toPneumonia,
        toNormal,
        before.size() == 0 ? null : change / before.size());
  }

  private static @Nullable Double value(Map<Metric, Estimate> figures, Metric metric) {
    return Objects.requireNonNull(figures.get(metric)).value();
  }
}
