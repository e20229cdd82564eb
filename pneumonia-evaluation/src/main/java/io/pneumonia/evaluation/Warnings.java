package io.pneumonia.evaluation;

import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a reader must know before believing the figures. */
final class Warnings {

  /** Below this many pictures of a class, one picture moves sensitivity or specificity by 1 %. */
  private static final int FEW = 100;

  private Warnings() {}

  static List<String> of(EvaluationReport report) {
    List<String> warnings = new ArrayList<>();
    refused(report, warnings);
    gate(report, warnings);
    reduced(report, warnings);
    few(report, warnings);
    flawless(
        Metric.SENSITIVITY, "PNEUMONIA", report.scores().pneumonia().count(), report, warnings);
    flawless(Metric.SPECIFICITY, "NORMAL", report.scores().normal().count(), report, warnings);
    shortcuts(report, warnings);
    return List.copyOf(warnings);
  }

  private static void refused(EvaluationReport report, List<String> warnings) {
    int refused = report.refusedCount();
    if (refused > 0) {
      warnings.add(
          "%d of %d pictures were refused; every figure is of the other %d only."
              .formatted(refused, refused + report.scored(), report.scored()));
    }
  }

  private static void gate(EvaluationReport report, List<String> warnings) {
    GateTable gate = report.gate();
    if (gate != null && gate.refused() > 0) {
      warnings.add(
          "The model's input gate refuses %d of the %d pictures that were scored; the figures count"
                  .formatted(gate.refused(), report.scored())
              + " them, but nobody who uses the gate gets a finding for them.");
    }
  }

  private static void reduced(EvaluationReport report, List<String> warnings) {
    if (report.reduced() > 0) {
      warnings.add(
          "%d of the %d pictures were decoded to a half or less (fast mode); their scores differ a"
                  .formatted(report.reduced(), report.scored())
              + " little from those of exact mode.");
    }
  }

  private static void few(EvaluationReport report, List<String> warnings) {
    int normal = report.scores().normal().count();
    int pneumonia = report.scores().pneumonia().count();
    if (normal == 0 || pneumonia == 0) {
      warnings.add(
          "No picture of the class %s was scored; figures that need both classes are absent."
              .formatted(normal == 0 ? "NORMAL" : "PNEUMONIA"));
    } else if (Math.min(normal, pneumonia) < FEW) {
      warnings.add(
          "Only %d pictures of one class: the intervals are wide, and are to be believed rather"
                  .formatted(Math.min(normal, pneumonia))
              + " than the figures.");
    }
  }

  /** The bootstrap cannot draw an error where there is none; the exact binomial bound can. */
  private static void flawless(
      Metric metric, String label, int count, EvaluationReport report, List<String> warnings) {
    Estimate estimate = Objects.requireNonNull(report.metrics().get(metric));
    if (estimate.value() != null && estimate.value() == 1) {
      double worst = 1 - Math.pow(0.05, 1.0 / count);
      warnings.add(
          String.format(
              Locale.ROOT,
              "%s 1.000 is no certainty, whatever its interval: with %d %s pictures, all of them"
                  + " right, up to %.1f %% wrong is still plausible (95 %%, binomial).",
              metric.label(),
              count,
              label,
              100 * worst));
    }
  }

  private static void shortcuts(EvaluationReport report, List<String> warnings) {
    if (report.shortcuts() == null) {
      return;
    }
    List<Shortcut> suspicious = report.shortcuts().stream().filter(Shortcut::isSuspicious).toList();
    if (!suspicious.isEmpty()) {
      warnings.add(
          "Without a look at the lungs, "
              + suspicious.stream().map(Warnings::told).collect(Collectors.joining(", "))
              + ". The two classes were made in different ways; a model may have learned that"
              + " instead, and these figures cannot tell.");
    }
  }

  private static String told(Shortcut shortcut) {
    return String.format(
        Locale.ROOT,
        "%s alone reaches an AUROC of %.3f (%s with PNEUMONIA)",
        shortcut.property().label().toLowerCase(Locale.ROOT),
        Objects.requireNonNull(shortcut.auroc().value()),
        shortcut.direction() == Shortcut.Direction.LARGER ? "larger" : "smaller");
  }
}
