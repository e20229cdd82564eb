package io.pneumonia.evaluation;

import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.ConfusionMatrix;
import io.pneumonia.evaluation.metrics.Curves;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.evaluation.metrics.OperatingPoint;
import io.pneumonia.evaluation.metrics.ReliabilityBin;
import io.pneumonia.evaluation.metrics.ScoreDistribution;
import io.pneumonia.model.ModelId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is on labelled pictures. Every figure is of the pictures that were scored.
 *
 * @param subject what was evaluated, on what
 * @param threshold a score of this or more counts as PNEUMONIA
 * @param intervals how intervals were made
 * @param refused the pictures that were not scored, by reason
 * @param gate what the model's input gate says of the pictures that were scored; null where it has
 *     none
 * @param reduced how many of the pictures that were scored were decoded to less than their full
 *     size ({@link io.pneumonia.preprocess.DecodeMode#FAST})
 * @param metrics an estimate for every metric
 * @param confusion what the threshold makes of the pictures
 * @param operatingPoints the threshold in force and those chosen on these data
 * @param curves over all thresholds
 * @param scores how the scores are spread
 * @param shortcuts what file properties reach alone; null where they are not known
 * @param robustness what becomes of altered pictures; null where it was not measured
 */
public record EvaluationReport(
    Subject subject,
    double threshold,
    Intervals intervals,
    List<RefusedPictures> refused,
    @Nullable GateTable gate,
    int reduced,
    Map<Metric, Estimate> metrics,
    ConfusionMatrix confusion,
    List<OperatingPoint> operatingPoints,
    CurvePoints curves,
    Spread scores,
    @Nullable List<Shortcut> shortcuts,
    @Nullable RobustnessTable robustness) {

  /** Copies the lists and the map. */
  public EvaluationReport {
    refused = List.copyOf(refused);
    metrics = Collections.unmodifiableMap(new EnumMap<>(metrics));
    operatingPoints = List.copyOf(operatingPoints);
    shortcuts = shortcuts == null ? null : List.copyOf(shortcuts);
  }

  /**
   * What was evaluated.
   *
   * @param data the folder or table
   * @param model which model gave the scores; null where they were read from a table
   * @param backend which backend ran it; null where there is no model
   * @param notes what was inferred or left out, in sentences
   */
  public record Subject(
      String data, @Nullable ModelId model, @Nullable String backend, List<String> notes) {

    /** Copies the list. */
    public Subject {
      notes = List.copyOf(notes);
    }
  }

  /**
   * How intervals were made.
   *
   * @param bootstrap how many resamples, by which seed
   * @param grouped whether whole groups were drawn
   * @param units how many groups, or pictures, there were to draw
   */
  public record Intervals(Bootstrap bootstrap, boolean grouped, int units) {}

  /**
   * The curves.
   *
   * @param roc empty where a class is missing
   * @param precisionRecall empty where a class is missing
   */
  public record CurvePoints(
      List<Curves.RocPoint> roc, List<Curves.PrecisionRecallPoint> precisionRecall) {

    /** Copies the lists. */
    public CurvePoints {
      roc = List.copyOf(roc);
      precisionRecall = List.copyOf(precisionRecall);
    }
  }

  /**
   * The scores.
   *
   * @param normal of the pictures labelled NORMAL
   * @param pneumonia of the pictures labelled PNEUMONIA
   * @param reliability of all, in bins
   */
  public record Spread(
      ScoreDistribution normal, ScoreDistribution pneumonia, List<ReliabilityBin> reliability) {

    /** Copies the list. */
    public Spread {
      reliability = List.copyOf(reliability);
    }
  }

  /**
   * The pictures that were scored.
   *
   * @return how many
   */
  public int scored() {
    return scores.normal().count() + scores.pneumonia().count();
  }

  /**
   * The pictures that were not scored.
   *
   * @return how many
   */
  public int refusedCount() {
    return refused.stream().mapToInt(RefusedPictures::count).sum();
  }

  /**
   * What a reader must know before believing the figures.
   *
   * @return sentences, empty where there is nothing
   */
  public List<String> warnings() {
    return Warnings.of(this);
  }
}
