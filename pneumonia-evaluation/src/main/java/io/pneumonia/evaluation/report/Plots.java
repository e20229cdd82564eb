package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.metrics.Curves;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.evaluation.metrics.OperatingPoint;
import io.pneumonia.evaluation.metrics.ReliabilityBin;
import io.pneumonia.evaluation.metrics.ScoreDistribution;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The drawings of a report. */
final class Plots {

  private Plots() {}

  static String roc(EvaluationReport report) {
    Plot plot =
        new Plot(
            "roc",
            "ROC curve",
            "Sensitivity over 1 - specificity for every threshold; area "
                + figure(report, Metric.AUROC)
                + ". The dashed diagonal is guessing; the dot is the threshold in force.",
            "1 - specificity",
            "sensitivity",
            1);
    plot.line().to(0, 0).to(1, 1).draw("guess");
    Plot.Line curve = plot.line();
    report
        .curves()
        .roc()
        .forEach(point -> curve.to(point.falsePositiveRate(), point.truePositiveRate()));
    curve.draw("curve");
    OperatingPoint inForce = report.operatingPoints().get(0);
    if (inForce.sensitivity() != null && inForce.specificity() != null) {
      plot.dot(
          "in-force",
          1 - inForce.specificity(),
          inForce.sensitivity(),
          5,
          "threshold " + report.threshold());
    }
    return plot.svg();
  }

  /** As the average precision sums it: a step at the height of its right end. */
  static String precisionRecall(EvaluationReport report) {
    double share = (double) report.scores().pneumonia().count() / Math.max(1, report.scored());
    Plot plot =
        new Plot(
            "pr",
            "Precision-recall curve",
            "Precision over recall for every threshold; average precision "
                + figure(report, Metric.AUPRC)
                + ". The dashed line is guessing: the share of PNEUMONIA, "
                + Figures.of(share)
                + ".",
            "recall (sensitivity)",
            "precision",
            1);
    plot.line().to(0, share).to(1, share).draw("guess");
    Plot.Line curve = plot.line();
    List<Curves.PrecisionRecallPoint> points = report.curves().precisionRecall();
    double before = 0;
    for (int i = points.size() - 2; i >= 0; i--) {
      curve
          .to(before, points.get(i).precision())
          .to(points.get(i).recall(), points.get(i).precision());
      before = points.get(i).recall();
    }
    curve.draw("curve");
    return plot.svg();
  }

  static String reliability(EvaluationReport report) {
    Plot plot =
        new Plot(
            "reliability",
            "Reliability diagram",
            "How often pictures of about the same score are PNEUMONIA; on the dashed diagonal"
                + " scores are frequencies. Larger dots stand for more pictures. Expected"
                + " calibration error "
                + figure(report, Metric.ECE)
                + ".",
            "mean score",
            "share of PNEUMONIA",
            1);
    plot.line().to(0, 0).to(1, 1).draw("guess");
    Plot.Line line = plot.line();
    for (ReliabilityBin bin : report.scores().reliability()) {
      if (bin.meanScore() != null && bin.fractionPositive() != null) {
        line.to(bin.meanScore(), bin.fractionPositive());
        plot.dot(
            "bin",
            bin.meanScore(),
            bin.fractionPositive(),
            3 + 9 * Math.sqrt((double) bin.count() / report.scored()),
            bin.count() + " pictures");
      }
    }
    line.draw("thin");
    return plot.svg();
  }

  static String histogram(EvaluationReport report) {
    ScoreDistribution normal = report.scores().normal();
    ScoreDistribution pneumonia = report.scores().pneumonia();
    double most = Math.max(mostOf(normal), mostOf(pneumonia));
    double top = most == 0 ? 1 : Math.ceil(most * 5) / 5;
    Plot plot =
        new Plot(
            "histogram",
            "Histogram of scores",
            "The share of each class in 20 bins of the score, NORMAL to the left in each and"
                + " PNEUMONIA to the right; the line is the threshold in force.",
            "score",
            "share of its class",
            top);
    bars(plot, normal, "normal", 0.05);
    bars(plot, pneumonia, "pneumonia", 0.5);
    plot.line().to(report.threshold(), 0).to(report.threshold(), top).draw("threshold");
    return plot.svg();
  }

  private static void bars(Plot plot, ScoreDistribution scores, String style, double shift) {
    int bins = ScoreDistribution.BINS;
    IntStream.range(0, scores.count() == 0 ? 0 : bins)
        .forEach(
            b ->
                plot.bar(
                    style,
                    (b + shift) / bins,
                    (b + shift + 0.45) / bins,
                    (double) scores.histogram().get(b) / scores.count(),
                    scores.histogram().get(b) + " of " + scores.count()));
  }

  private static double mostOf(ScoreDistribution scores) {
    int most = scores.histogram().stream().mapToInt(Integer::intValue).max().orElse(0);
    return (double) most / Math.max(1, scores.count());
  }

  private static String figure(EvaluationReport report, Metric metric) {
    return Figures.of(Objects.requireNonNull(report.metrics().get(metric)).value());
  }
}
