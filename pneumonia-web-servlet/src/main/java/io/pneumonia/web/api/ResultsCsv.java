package io.pneumonia.web.api;

import io.pneumonia.persistence.diagnoses.Diagnosis;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results as comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula
 * begins with an apostrophe.
 */
final class ResultsCsv {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "created_at",
          "file_name",
          "predicted_class",
          "confidence",
          "raw_score",
          "threshold",
          "confidence_level",
          "model",
          "model_version",
          "patient_name",
          "patient_age",
          "notes",
          "owner");

  private static final String FORMULA = "=+-@\t\r\n";

  private ResultsCsv() {}

  static void write(Stream<Diagnosis> results, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(String.join(",", COLUMNS) + "\r\n");
    for (Iterator<Diagnosis> each = results.iterator(); each.hasNext(); ) {
      writer.write(line(ResultJson.of(each.next())));
    }
    writer.flush();
  }

  private static String line(ResultJson result) {
    ResultJson.Picture picture = result.xrayImage();
    return Stream.of(
                result.id(),
                result.createdAt(),
                text(picture.originalFilename()),
                result.predictedClass(),
                result.confidence(),
                result.rawScore(),
                result.threshold(),
                result.confidenceLevel(),
                text(result.model().name()),
                text(result.model().version()),
                text(picture.patientName()),
                Objects.requireNonNullElse(picture.patientAge(), ""),
                text(picture.notes()),
                text(picture.owner()))
            .map(Object::toString)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  static String text(String value) {
    boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
