package io.pneumonia.evaluation.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures labelled scores. */
public final class Metrics {

  private Metrics() {}

  /**
   * All figures of probabilities.
   *
   * @param scores from 0 to 1
   * @param threshold a score of this or more is called positive
   * @param bootstrap how intervals are made
   * @return an estimate for every metric, in the order of the enum
   * @throws IllegalArgumentException if a score is not a probability
   */
  public static Map<Metric, Estimate> of(
      LabelledScores scores, double threshold, Bootstrap bootstrap) {
    RankedSums sums = new RankedSums(new Ranking(scores), threshold, true);
    Map<Metric, Double> figures = sums.measure(once(scores));
    Map<Metric, double[]> resampled = resample(sums, scores, bootstrap);
    ConfusionMatrix confusion = ConfusionMatrix.of(scores, threshold);
    Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
    figures.forEach(
        (metric, figure) ->
            estimates.put(
                metric,
                estimate(figure, valuesOf(resampled, metric), whyAbsent(metric, confusion))));
    return Collections.unmodifiableMap(estimates);
  }

  /**
   * The area under the ROC curve alone, of scores that need not be probabilities.
   *
   * @param scores any
   * @param bootstrap how the interval is made
   * @return the estimate
   */
  public static Estimate auroc(LabelledScores scores, Bootstrap bootstrap) {
    RankedSums sums = new RankedSums(new Ranking(scores), Double.POSITIVE_INFINITY, false);
    double figure = sums.measure(once(scores)).getOrDefault(Metric.AUROC, Double.NaN);
    double[] resampled = valuesOf(resample(sums, scores, bootstrap), Metric.AUROC);
    ConfusionMatrix confusion = ConfusionMatrix.of(scores, Double.POSITIVE_INFINITY);
    return estimate(figure, resampled, whyAbsent(Metric.AUROC, confusion));
  }

  private static int[] once(LabelledScores scores) {
    int[] weights = new int[scores.groupCount()];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static Map<Metric, double[]> resample(
      RankedSums sums, LabelledScores scores, Bootstrap bootstrap) {
    int resamples = scores.size() == 0 ? 0 : bootstrap.resamples();
    GroupDraws draws = new GroupDraws(scores, bootstrap.seed());
    int[] weights = new int[scores.groupCount()];
    Map<Metric, double[]> figures = new EnumMap<>(Metric.class);
    for (int r = 0; r < resamples; r++) {
      draws.next(weights);
      for (Map.Entry<Metric, Double> each : sums.measure(weights).entrySet()) {
        figures.computeIfAbsent(each.getKey(), metric -> new double[resamples])[r] =
            each.getValue();
      }
    }
    return figures;
  }

  private static double[] valuesOf(Map<Metric, double[]> resampled, Metric metric) {
    return resampled.getOrDefault(metric, new double[0]);
  }

  private static Estimate estimate(double figure, double[] resampled, @Nullable String whyAbsent) {
    return whyAbsent == null
        ? new Estimate(figure, interval(resampled), null)
        : new Estimate(null, null, whyAbsent);
  }

  private static Estimate.@Nullable Interval interval(double[] resampled) {
    double[] defined = Arrays.stream(resampled).filter(each -> !Double.isNaN(each)).toArray();
    if (defined.length == 0) {
      return null;
    }
    Arrays.sort(defined);
    return new Estimate.Interval(
        Quantiles.of(defined, defined.length, 0.025),
        Quantiles.of(defined, defined.length, 0.975),
        defined.length);
  }

  private static @Nullable String whyAbsent(Metric metric, ConfusionMatrix confusion) {
    int positives = confusion.truePositives() + confusion.falseNegatives();
    int negatives = confusion.falsePositives() + confusion.trueNegatives();
    int called = confusion.truePositives() + confusion.falsePositives();
    if (positives + negatives == 0) {
      return "no picture was scored";
    }
    return switch (metric) {
      case ACCURACY, ECE, BRIER -> null;
      case SENSITIVITY -> unless(positives > 0, "no PNEUMONIA picture was scored");
      case SPECIFICITY -> unless(negatives > 0, "no NORMAL picture was scored");
      case PRECISION -> unless(called > 0, "no picture was called PNEUMONIA");
      case F1 -> unless(called + positives > 0, "no picture is PNEUMONIA or was called so");
      case BALANCED_ACCURACY, AUROC, AUPRC ->
          unless(positives > 0 && negatives > 0, "only one class was scored");
    };
  }

  private static @Nullable String unless(boolean defined, String reason) {
    return defined ? null : reason;
  }
}
