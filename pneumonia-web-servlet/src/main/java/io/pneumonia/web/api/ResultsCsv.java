package io.pneumonia.web.api;

import io.pneumonia.csv.CsvRow;
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
import java.util.stream.Stream;

/** Results as comma-separated values. */
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
          "owner",
          "decode_denominator");

  private ResultsCsv() {}

  static void write(Stream<Diagnosis> results, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(CsvRow.of(COLUMNS));
    for (Iterator<Diagnosis> each = results.iterator(); each.hasNext(); ) {
      writer.write(line(ResultJson.of(each.next())));
    }
    writer.flush();
  }

  private static String line(ResultJson result) {
    ResultJson.Picture picture = result.xrayImage();
    return CsvRow.of(
        List.of(
            Long.toString(result.id()),
            result.createdAt().toString(),
            CsvRow.text(picture.originalFilename()),
            result.predictedClass(),
            Double.toString(result.confidence()),
            Double.toString(result.rawScore()),
            Double.toString(result.threshold()),
            result.confidenceLevel(),
            CsvRow.text(result.model().name()),
            CsvRow.text(result.model().version()),
            CsvRow.text(picture.patientName()),
            Objects.toString(picture.patientAge(), ""),
            CsvRow.text(picture.notes()),
            CsvRow.text(picture.owner()),
            Integer.toString(result.decodeDenominator())));
  }
}
