package io.pneumonia.evaluation;

import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.ConfusionMatrix;
import io.pneumonia.evaluation.metrics.Curves;
import io.pneumonia.evaluation.metrics.LabelledScores;
import io.pneumonia.evaluation.metrics.Metrics;
import io.pneumonia.evaluation.metrics.OperatingPoint;
import io.pneumonia.evaluation.metrics.ReliabilityBin;
import io.pneumonia.evaluation.metrics.ScoreDistribution;
import io.pneumonia.gate.GateVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes up outcomes one by one, and makes the report of them. */
final class Tally {

  private final ScoreSheet sheet = new ScoreSheet();
  private final Numbers bytes = new Numbers();
  private final Numbers widths = new Numbers();
  private final Numbers heights = new Numbers();
  private final GateTally verdicts = new GateTally();
  private int reduced;
  private final Map<ErrorCode, Refusals> refusals = new EnumMap<>(ErrorCode.class);

  void add(LabelledOutcome outcome) {
    LabelledPictures.Entry entry = outcome.entry();
    if (outcome.outcome() instanceof Outcome.Predicted predicted) {
      Prediction prediction = predicted.prediction();
      Prediction.ImageInfo image = prediction.image();
      double score = prediction.decision().rawScore().value();
      addScore(score, entry.label(), entry.group());
      addFacts(new Shortcut.Facts(image.bytes(), image.width(), image.height()));
      addDenominator(image.denominator());
      prediction.gate().ifPresent(verdict -> addVerdict(entry.label(), verdict.level()));
    } else if (outcome.outcome() instanceof Outcome.Refused refused) {
      addRefusal(refused.error().code(), entry.label(), refused.error().getMessage());
    }
  }

  void addScore(double score, Finding label, @Nullable String group) {
    sheet.add(score, label, group);
  }

  void addFacts(Shortcut.Facts facts) {
    bytes.add(facts.bytes());
    widths.add(facts.width());
    heights.add(facts.height());
  }

  void addDenominator(int denominator) {
    reduced += denominator > 1 ? 1 : 0;
  }

  void addVerdict(Finding label, GateVerdict.Level level) {
    verdicts.add(label, level);
  }

  void addRefusal(ErrorCode code, Finding label, String message) {
    refusals.computeIfAbsent(code, each -> new Refusals()).add(label, message);
  }

  /** The pictures of one reason. */
  private static final class Refusals {
    private int normal;
    private int pneumonia;
    private final List<String> examples = new ArrayList<>();

    void add(Finding label, String message) {
      if (label == Finding.NORMAL) {
        normal++;
      } else {
        pneumonia++;
      }
      if (examples.size() < RefusedPictures.EXAMPLES) {
        examples.add(message);
      }
    }

    RefusedPictures toRecord(ErrorCode code) {
      return new RefusedPictures(code, normal, pneumonia, examples);
    }
  }

  EvaluationReport report(
      EvaluationReport.Subject subject,
      double threshold,
      Bootstrap bootstrap,
      @Nullable RobustnessTable robustness) {
    LabelledScores scores = sheet.labelled();
    List<RefusedPictures> refused = new ArrayList<>();
    refusals.forEach((code, each) -> refused.add(each.toRecord(code)));
    return new EvaluationReport(
        subject,
        threshold,
        new EvaluationReport.Intervals(bootstrap, sheet.isGrouped(), sheet.groupCount()),
        refused,
        verdicts.table(),
        reduced,
        Metrics.of(scores, threshold, bootstrap),
        ConfusionMatrix.of(scores, threshold),
        OperatingPoint.of(scores, threshold),
        new EvaluationReport.CurvePoints(Curves.roc(scores), Curves.precisionRecall(scores)),
        new EvaluationReport.Spread(
            ScoreDistribution.of(scores, false),
            ScoreDistribution.of(scores, true),
            ReliabilityBin.of(scores)),
        bytes.size() == sheet.size() && bytes.size() > 0 ? shortcuts(scores, bootstrap) : null,
        robustness);
  }

  private List<Shortcut> shortcuts(LabelledScores scores, Bootstrap bootstrap) {
    double[] allBytes = bytes.toArray();
    double[] allWidths = widths.toArray();
    double[] allHeights = heights.toArray();
    List<Shortcut> shortcuts = new ArrayList<>();
    for (Shortcut.Property property : Shortcut.Property.values()) {
      double[] values = new double[allBytes.length];
      Arrays.setAll(
          values, i -> property.of(new Shortcut.Facts(allBytes[i], allWidths[i], allHeights[i])));
      shortcuts.add(Shortcut.measure(property, scores.withScores(values), bootstrap));
    }
    return shortcuts;
  }
}
