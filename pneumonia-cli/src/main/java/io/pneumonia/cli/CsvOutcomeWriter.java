package io.pneumonia.cli;

import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.decision.Decision;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

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
          "error_message");

  private final PrintWriter out;

  CsvOutcomeWriter(PrintWriter out) {
    this.out = out;
    row(HEADER);
  }

  @Override
  public void write(Outcome outcome) {
    if (outcome instanceof Outcome.Predicted predicted) {
      row(cells(predicted.prediction()));
    } else if (outcome instanceof Outcome.Refused refused) {
      String code = refused.error().code().name();
      String message = refused.error().getMessage();
      row(List.of(text(refused.name()), "", "", "", "", "", "", "", "", "", code, text(message)));
    }
  }

  private static List<String> cells(Prediction prediction) {
    Decision decision = prediction.decision();
    return List.of(
        text(prediction.image().name()),
        decision.finding().name(),
        Double.toString(decision.confidence().rounded()),
        Double.toString(decision.rawScore().value()),
        Double.toString(decision.threshold().value()),
        decision.confidenceLevel().name(),
        text(prediction.model().name() + " " + prediction.model().version()),
        prediction.backend(),
        Double.toString(Milliseconds.of(prediction.timings().total())),
        prediction.gate().map(verdict -> verdict.level().name()).orElse(""),
        "",
        "");
  }

  private void row(List<String> cells) {
    out.print(cells.stream().map(CsvOutcomeWriter::quoted).collect(Collectors.joining(",")));
    out.print("\r\n");
    out.flush();
  }

  private static String text(String value) {
    return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
