package io.pneumonia.evaluation.report;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.GateTable;
import io.pneumonia.evaluation.RefusedPictures;
import io.pneumonia.evaluation.RobustnessTable;
import io.pneumonia.evaluation.Shortcut;
import io.pneumonia.evaluation.metrics.ConfusionMatrix;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.OperatingPoint;
import io.pneumonia.evaluation.metrics.ReliabilityBin;
import io.pneumonia.evaluation.metrics.ScoreDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of a report. */
final class Tables {

  private Tables() {}

  static Table metrics(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    report
        .metrics()
        .forEach(
            (metric, estimate) ->
                rows.add(
                    List.of(
                        metric.label(),
                        Figures.of(estimate.value()),
                        Figures.of(estimate.interval()),
                        estimate.whyAbsent() == null
                            ? metric.meaning()
                            : "absent: " + estimate.whyAbsent())));
    return new Table(
        "Figures",
        intervals(report.intervals()),
        List.of("", "value", "95 % interval", "what it is"),
        rows);
  }

  private static String intervals(EvaluationReport.Intervals intervals) {
    int resamples = intervals.bootstrap().resamples();
    if (resamples == 0) {
      return "Without intervals.";
    }
    return String.format(
        Locale.ROOT,
        "Intervals: bootstrap of %d resamples by class of %d %s, seed %d.",
        resamples,
        intervals.units(),
        intervals.grouped() ? "groups, drawn whole" : "pictures",
        intervals.bootstrap().seed());
  }

  static Table confusion(EvaluationReport report) {
    ConfusionMatrix counts = report.confusion();
    return new Table(
        "Confusion matrix",
        "At the threshold in force, " + report.threshold() + ".",
        List.of("labelled", "called NORMAL", "called PNEUMONIA"),
        List.of(
            List.of("NORMAL", "" + counts.trueNegatives(), "" + counts.falsePositives()),
            List.of("PNEUMONIA", "" + counts.falseNegatives(), "" + counts.truePositives())));
  }

  static Table operatingPoints(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (OperatingPoint point : report.operatingPoints()) {
      String why = point.whyAbsent();
      rows.add(
          List.of(
              point.rule().label(),
              why == null ? Figures.exact(point.threshold()) : "none: " + why,
              Figures.of(point.sensitivity()),
              Figures.of(point.specificity())));
    }
    return new Table(
        "Operating points",
        "All but the first were chosen on these very pictures, which flatters them: choose a"
            + " threshold on one set, report it on another.",
        List.of("threshold", "score of", "sensitivity", "specificity"),
        rows);
  }

  static Table distribution(EvaluationReport report) {
    List<String> header = new ArrayList<>(List.of("labelled", "pictures"));
    for (double q : ScoreDistribution.QUANTILES) {
      header.add(name(q));
    }
    return new Table(
        "Scores",
        "The probability of pneumonia that the network gave, by class.",
        header,
        List.of(
            distribution("NORMAL", report.scores().normal()),
            distribution("PNEUMONIA", report.scores().pneumonia())));
  }

  private static String name(double quantile) {
    if (quantile == 0) {
      return "least";
    }
    if (quantile == 0.5) {
      return "median";
    }
    return quantile == 1 ? "greatest" : Math.round(100 * quantile) + " %";
  }

  private static List<String> distribution(String label, ScoreDistribution scores) {
    List<String> row = new ArrayList<>(List.of(label, "" + scores.count()));
    for (int i = 0; i < ScoreDistribution.QUANTILES.size(); i++) {
      row.add(scores.count() == 0 ? Figures.ABSENT : Figures.of(scores.quantiles().get(i)));
    }
    return row;
  }

  static Table histogram(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (int b = 0; b < ScoreDistribution.BINS; b++) {
      rows.add(
          List.of(
              range(b, ScoreDistribution.BINS),
              "" + report.scores().normal().histogram().get(b),
              "" + report.scores().pneumonia().histogram().get(b)));
    }
    return new Table("Histogram", "", List.of("score", "NORMAL", "PNEUMONIA"), rows);
  }

  static Table reliability(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (int b = 0; b < report.scores().reliability().size(); b++) {
      ReliabilityBin bin = report.scores().reliability().get(b);
      rows.add(
          List.of(
              range(b, ReliabilityBin.COUNT),
              "" + bin.count(),
              Figures.of(bin.meanScore()),
              Figures.of(bin.fractionPositive())));
    }
    return new Table(
        "Reliability", "", List.of("score", "pictures", "mean score", "share PNEUMONIA"), rows);
  }

  private static String range(int bin, int bins) {
    return Figures.of((double) bin / bins) + " to " + Figures.of((bin + 1.0) / bins);
  }

  static @Nullable Table shortcuts(EvaluationReport report) {
    if (report.shortcuts() == null) {
      return null;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Shortcut shortcut : report.shortcuts()) {
      Estimate auroc = shortcut.auroc();
      rows.add(
          List.of(
              shortcut.property().label(),
              Figures.of(auroc.value()),
              Figures.of(auroc.interval()),
              direction(shortcut)));
    }
    return new Table(
        "Shortcuts",
        "What one property of the file reaches alone, without a look at the lungs: 0.5 is"
            + " guessing. A model that was trained on such pictures may have learned the property.",
        List.of("", "AUROC", "95 % interval", "with PNEUMONIA"),
        rows);
  }

  private static String direction(Shortcut shortcut) {
    if (shortcut.direction() == null) {
      String why = shortcut.auroc().whyAbsent();
      return why == null ? "no difference" : "absent: " + why;
    }
    String way = shortcut.direction() == Shortcut.Direction.LARGER ? "larger" : "smaller";
    return shortcut.isSuspicious() ? way + "  (!)" : way;
  }

  static @Nullable Table robustness(EvaluationReport report) {
    RobustnessTable table = report.robustness();
    if (table == null) {
      return null;
    }
    boolean gated = report.gate() != null;
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(table.clean(), gated));
    table.rows().forEach(each -> rows.add(row(each, gated)));
    return new Table(
        "Robustness",
        String.format(
            Locale.ROOT,
            "The same pictures altered, at the threshold in force: %d NORMAL and %d PNEUMONIA%s."
                + " Flips are findings that change.%s",
            table.normal(),
            table.pneumonia(),
            table.sampled() ? ", a random sample" : "",
            report.reduced() == 0
                ? ""
                : " Every pixel is decoded for this table, that of the pictures as they are too."),
        robustnessHeader(gated),
        rows);
  }

  private static List<String> robustnessHeader(boolean gated) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "pictures",
                "sensitivity",
                "specificity",
                "balanced",
                "AUROC",
                "flips to PNEUMONIA",
                "to NORMAL",
                "refused"));
    if (gated) {
      header.add("by the gate");
    }
    header.add("mean change");
    return header;
  }

  private static List<String> row(RobustnessTable.Row row, boolean gated) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                row.label(),
                Figures.of(row.sensitivity()),
                Figures.of(row.specificity()),
                Figures.of(row.balancedAccuracy()),
                Figures.of(row.auroc()),
                "" + row.toPneumonia(),
                "" + row.toNormal(),
                "" + row.refused()));
    if (gated) {
      cells.add("" + row.refusedByGate());
    }
    cells.add(Figures.of(row.meanChange()));
    return cells;
  }

  static @Nullable Table gate(EvaluationReport report) {
    GateTable gate = report.gate();
    if (gate == null) {
      return null;
    }
    return new Table(
        "Input gate",
        "What the model's input gate says of the pictures that were scored. Every figure counts"
            + " them all.",
        List.of("labelled", "accepted", "doubtful", "refused"),
        List.of(row("NORMAL", gate.normal()), row("PNEUMONIA", gate.pneumonia())));
  }

  private static List<String> row(String label, GateTable.Counts counts) {
    return List.of(
        label,
        share(counts.accepted(), counts.total()),
        share(counts.doubtful(), counts.total()),
        share(counts.refused(), counts.total()));
  }

  private static String share(int count, int total) {
    return total == 0
        ? "0"
        : String.format(Locale.ROOT, "%d (%.1f %%)", count, 100.0 * count / total);
  }

  static @Nullable Table refused(EvaluationReport report) {
    if (report.refused().isEmpty()) {
      return null;
    }
    List<List<String>> rows = new ArrayList<>();
    for (RefusedPictures each : report.refused()) {
      rows.add(List.of(each.code().name(), "" + each.normal(), "" + each.pneumonia()));
    }
    return new Table(
        "Refused", "Not scored, and in no figure.", List.of("reason", "NORMAL", "PNEUMONIA"), rows);
  }

  /** What was evaluated, in one line each. */
  static List<List<String>> facts(EvaluationReport report) {
    List<List<String>> facts = new ArrayList<>();
    EvaluationReport.Subject subject = report.subject();
    if (subject.model() != null) {
      facts.add(List.of("Model", subject.model().name() + " " + subject.model().version()));
      facts.add(List.of("SHA-256", subject.model().sha256()));
      facts.add(List.of("Backend", "" + subject.backend()));
    }
    facts.add(List.of("Data", subject.data()));
    facts.add(
        List.of(
            "Scored",
            "%d pictures: %d NORMAL, %d PNEUMONIA"
                .formatted(
                    report.scored(),
                    report.scores().normal().count(),
                    report.scores().pneumonia().count())));
    facts.add(List.of("Refused", "" + report.refusedCount()));
    facts.add(List.of("Threshold", "a score of %s or more".formatted(report.threshold())));
    return facts;
  }
}
