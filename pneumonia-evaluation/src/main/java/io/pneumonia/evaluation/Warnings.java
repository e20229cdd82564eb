package io.pneumonia.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a reader must know before believing the figures. */
final class Warnings {

  /** Below this many pictures of a class, one picture moves sensitivity or specificity by 1 %. */
  private static final int FEW = 100;

  private Warnings() {}

  static List<String> of(EvaluationReport report) {
    List<String> warnings = new ArrayList<>();
    refused(report, warnings);
    few(report, warnings);
    if (report.shortcuts() != null) {
      report.shortcuts().stream()
          .filter(Shortcut::isSuspicious)
          .forEach(shortcut -> warnings.add(sentence(shortcut)));
    }
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

  private static String sentence(Shortcut shortcut) {
    boolean larger = shortcut.direction() == Shortcut.Direction.LARGER;
    return String.format(
        Locale.ROOT,
        "%s alone reaches an AUROC of %.3f (%s with PNEUMONIA) without a look at the lungs: the two"
            + " classes were made in different ways, a model may have learned that, and these"
            + " figures cannot tell.",
        shortcut.property().label(),
        Objects.requireNonNull(shortcut.auroc().value()),
        larger ? "larger" : "smaller");
  }
}
