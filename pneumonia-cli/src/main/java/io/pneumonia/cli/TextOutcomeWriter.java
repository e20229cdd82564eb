package io.pneumonia.cli;

import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.decision.Decision;
import io.pneumonia.gate.GateVerdict;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code picture.jpeg: PNEUMONIA, 97.31 % (HIGH), score 0.9731 >= 0.5, 14 ms}, how far the picture
 * was reduced in fast mode, what the input gate has against it, and the heatmap where one was
 * written.
 */
final class TextOutcomeWriter implements OutcomeWriter {

  private final PrintWriter out;

  TextOutcomeWriter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(Outcome outcome, @Nullable Heatmap heatmap) {
    if (outcome instanceof Outcome.Predicted predicted) {
      String beside = heatmap == null ? "" : ", heatmap " + heatmap.file();
      out.println(line(predicted.prediction()) + beside);
    } else if (outcome instanceof Outcome.Refused refused) {
      // The sentence names the file already.
      out.println("refused: " + refused.error().getMessage() + " [" + refused.error().code() + "]");
    }
    out.flush();
  }

  private static String line(Prediction prediction) {
    Decision decision = prediction.decision();
    double score = decision.rawScore().value();
    double threshold = decision.threshold().value();
    return String.format(
        Locale.ROOT,
        "%s: %s%s, %.2f %% (%s), score %.4f %s %s, %.0f ms%s%s",
        prediction.image().name(),
        decision.finding(),
        decision.uncertain() ? " (uncertain)" : "",
        decision.confidence().rounded(),
        decision.confidenceLevel(),
        score,
        score < threshold ? "<" : ">=",
        threshold,
        Milliseconds.of(prediction.timings().total()),
        prediction.image().isExact()
            ? ""
            : " [decoded to 1/" + prediction.image().denominator() + "]",
        prediction.gate().map(TextOutcomeWriter::objections).orElse(""));
  }

  private static String objections(GateVerdict verdict) {
    return verdict.level() == GateVerdict.Level.ACCEPTED
        ? ""
        : " [%s input: %s]"
            .formatted(verdict.level().name().toLowerCase(Locale.ROOT), verdict.sentence());
  }
}
