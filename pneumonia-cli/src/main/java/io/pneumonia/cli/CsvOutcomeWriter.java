package io.pneumonia.cli;

import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.csv.CsvRow;
import io.pneumonia.decision.Decision;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180, with a header. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
final class CsvOutcomeWriter implements OutcomeWriter {

  private static final List<String> HEADER =
      List.of(
          "file",
          "prediction",
          "confidence",
          "raw_score",
          "threshold",
          "confidence_level",
          "model",
          "backend",
          "total_ms",
          "gate",
          "error_code",
          "error_message",
          "heatmap",
          "decode_denominator");

  private final PrintWriter out;

  CsvOutcomeWriter(PrintWriter out) {
    this.out = out;
    row(HEADER);
  }

  @Override
  public void write(Outcome outcome, @Nullable Heatmap heatmap) {
    if (outcome instanceof Outcome.Predicted predicted) {
      row(
          cells(
              predicted.prediction(),
              heatmap == null ? "" : CsvRow.text(heatmap.file().toString())));
    } else if (outcome instanceof Outcome.Refused refused) {
      String code = refused.error().code().name();
      String message = refused.error().getMessage();
      row(
          List.of(
              CsvRow.text(refused.name()),
              "",
              "",
              "",
              "",
              "",
              "",
              "",
              "",
              "",
              code,
              CsvRow.text(message),
              "",
              ""));
    }
  }

  private static List<String> cells(Prediction prediction, String heatmap) {
    Decision decision = prediction.decision();
    return List.of(
        CsvRow.text(prediction.image().name()),
        decision.finding().name(),
        Double.toString(decision.confidence().rounded()),
        Double.toString(decision.rawScore().value()),
        Double.toString(decision.threshold().value()),
        decision.confidenceLevel().name(),
        CsvRow.text(prediction.model().name() + " " + prediction.model().version()),
        prediction.backend(),
        Double.toString(Milliseconds.of(prediction.timings().total())),
        prediction.gate().map(verdict -> verdict.level().name()).orElse(""),
        "",
        "",
        heatmap,
        Integer.toString(prediction.image().denominator()));
  }

  private void row(List<String> cells) {
    out.print(CsvRow.of(cells));
    out.flush();
  }
}
