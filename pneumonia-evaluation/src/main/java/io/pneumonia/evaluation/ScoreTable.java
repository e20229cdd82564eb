package io.pneumonia.evaluation;

import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.csv.CsvRow;
import io.pneumonia.decision.Finding;
import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.gate.GateVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores as a CSV file, a row a picture: written while pictures are predicted, and read back
 * without predicting again.
 *
 * <p>Columns: {@code path}, {@code label} (NORMAL, PNEUMONIA, 0 or 1), {@code score} (0 to 1),
 * {@code prediction}, {@code group}, {@code bytes}, {@code width}, {@code height}, {@code gate}
 * (the input gate's verdict), {@code error_code}, {@code error_message}, {@code decode_denominator}
 * (1, or how far fast mode reduced the picture). To be read, {@code label} and {@code score}
 * suffice; a row without a score needs an error code. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front.
 */
public final class ScoreTable {

  private static final List<String> HEADER =
      List.of(
          "path",
          "label",
          "score",
          "prediction",
          "group",
          "bytes",
          "width",
          "height",
          "gate",
          "error_code",
          "error_message",
          "decode_denominator");

  private final Appendable out;

  /**
   * A table, with its header.
   *
   * @param out where to; not closed here
   * @throws UncheckedIOException if it cannot be written
   */
  public ScoreTable(Appendable out) {
    this.out = out;
    row(HEADER);
  }

  /**
   * Writes a row.
   *
   * @param outcome a picture's
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(LabelledOutcome outcome) {
    LabelledPictures.Entry entry = outcome.entry();
    String path = CsvRow.text(entry.file().toString());
    String label = entry.label().name();
    String group = entry.group() == null ? "" : CsvRow.text(entry.group());
    if (outcome.outcome() instanceof Outcome.Predicted predicted) {
      Prediction prediction = predicted.prediction();
      Prediction.ImageInfo image = prediction.image();
      row(
          List.of(
              path,
              label,
              Double.toString(prediction.decision().rawScore().value()),
              prediction.decision().finding().name(),
              group,
              Long.toString(image.bytes()),
              Integer.toString(image.width()),
              Integer.toString(image.height()),
              prediction.gate().map(verdict -> verdict.level().name()).orElse(""),
              "",
              "",
              Integer.toString(image.denominator())));
    } else if (outcome.outcome() instanceof Outcome.Refused refused) {
      String code = refused.error().code().name();
      String message = CsvRow.text(refused.error().getMessage());
      row(List.of(path, label, "", "", group, "", "", "", "", code, message, ""));
    }
  }

  private void row(List<String> cells) {
    try {
      out.append(CsvRow.of(cells));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void read(Path file, Tally tally) {
    try (CsvTable table = CsvTable.open(file, "label", "score")) {
      boolean any = false;
      while (table.next()) {
        any = true;
        readRow(table, tally);
      }
      if (!any) {
        throw table.invalid("at least one row", "none");
      }
    } catch (NoSuchFileException e) {
      throw new DataRejected(
          ErrorCode.DATA_NOT_FOUND, file + ": expected a CSV file, found nothing", e);
    } catch (IOException e) {
      throw new DataRejected(ErrorCode.DATA_UNREADABLE, file + " cannot be read", e);
    }
  }

  private static void readRow(CsvTable table, Tally tally) {
    Finding label = LabelledPictures.label(table);
    String error = table.optional("error_code");
    if (table.optional("score") == null && error != null) {
      String message = table.optional("error_message");
      String path = table.optional("path");
      ErrorCode code = constant(ErrorCode.class, table, "an error code", error);
      tally.addRefusal(code, label, message != null ? message : "" + path);
      return;
    }
    double score = number(table, "score", table.required("score"));
    if (!(score >= 0 && score <= 1)) {
      throw table.invalid("a score from 0 to 1", table.required("score"));
    }
    tally.addScore(score, label, table.optional("group"));
    facts(table).ifPresent(tally::addFacts);
    String denominator = table.optional("decode_denominator");
    if (denominator != null) {
      tally.addDenominator((int) positive(table, "decode_denominator", denominator));
    }
    String verdict = table.optional("gate");
    if (verdict != null) {
      tally.addVerdict(
          label, constant(GateVerdict.Level.class, table, "a verdict as gate", verdict));
    }
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, CsvTable table, String expected, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> table.invalid(expected, name));
  }

  private static Optional<Shortcut.Facts> facts(CsvTable table) {
    @Nullable String bytes = table.optional("bytes");
    @Nullable String width = table.optional("width");
    @Nullable String height = table.optional("height");
    if (bytes == null || width == null || height == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Shortcut.Facts(
            positive(table, "bytes", bytes),
            positive(table, "width", width),
            positive(table, "height", height)));
  }

  private static double positive(CsvTable table, String column, String text) {
    double value = number(table, column, text);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw table.invalid("a positive number of " + column, text);
    }
    return value;
  }

  private static double number(CsvTable table, String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw table.invalid("a number as " + column, text);
    }
  }
}
