package io.pneumonia.evaluation.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.GateTable;
import io.pneumonia.evaluation.RefusedPictures;
import io.pneumonia.evaluation.RobustnessTable;
import io.pneumonia.evaluation.Shortcut;
import io.pneumonia.evaluation.metrics.ConfusionMatrix;
import io.pneumonia.evaluation.metrics.Curves;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.evaluation.metrics.OperatingPoint;
import io.pneumonia.evaluation.metrics.ReliabilityBin;
import io.pneumonia.evaluation.metrics.ScoreDistribution;
import io.pneumonia.model.ModelId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation for programs. The keys are part of the interface and are described in {@code
 * docs/evaluation.md}; {@link #SCHEMA_VERSION} grows when one changes its meaning or goes. What is
 * not defined is null.
 */
public final class ReportJson {

  /** The version of the keys. */
  public static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;

  private ReportJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The report as a JSON object.
   *
   * @param report an evaluation
   * @return indented, with a line feed at the end
   */
  public static String of(EvaluationReport report) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator generator =
        new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
      new ReportJson(generator).write(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void write(EvaluationReport report) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    writeSubject(report);
    json.writeNumberField("threshold", report.threshold());
    writePictures(report);
    writeGate(report.gate());
    writeIntervals(report.intervals());
    writeMetrics(report.metrics());
    writeConfusion(report.confusion());
    writeOperatingPoints(report.operatingPoints());
    writeCurves(report.curves());
    writeScores(report.scores());
    writeShortcuts(report.shortcuts());
    writeRobustness(report.robustness());
    json.writeEndObject();
  }

  private void writeSubject(EvaluationReport report) throws IOException {
    json.writeStringField("data", report.subject().data());
    ModelId model = report.subject().model();
    if (model == null) {
      json.writeNullField("model");
    } else {
      json.writeObjectFieldStart("model");
      json.writeStringField("name", model.name());
      json.writeStringField("version", model.version());
      json.writeStringField("sha256", model.sha256());
      json.writeStringField("backend", report.subject().backend());
      json.writeEndObject();
    }
    writeTexts("notes", report.subject().notes());
    writeTexts("warnings", report.warnings());
  }

  private void writePictures(EvaluationReport report) throws IOException {
    json.writeObjectFieldStart("pictures");
    json.writeNumberField("scored", report.scored());
    json.writeNumberField("normal", report.scores().normal().count());
    json.writeNumberField("pneumonia", report.scores().pneumonia().count());
    json.writeNumberField("refused", report.refusedCount());
    json.writeNumberField("reduced", report.reduced());
    json.writeEndObject();
    json.writeArrayFieldStart("refused");
    for (RefusedPictures each : report.refused()) {
      json.writeStartObject();
      json.writeStringField("code", each.code().name());
      json.writeNumberField("normal", each.normal());
      json.writeNumberField("pneumonia", each.pneumonia());
      writeTexts("examples", each.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeGate(@Nullable GateTable gate) throws IOException {
    if (gate == null) {
      json.writeNullField("gate");
      return;
    }
    json.writeObjectFieldStart("gate");
    writeVerdicts("normal", gate.normal());
    writeVerdicts("pneumonia", gate.pneumonia());
    json.writeEndObject();
  }

  private void writeVerdicts(String label, GateTable.Counts counts) throws IOException {
    json.writeObjectFieldStart(label);
    json.writeNumberField("accepted", counts.accepted());
    json.writeNumberField("doubtful", counts.doubtful());
    json.writeNumberField("refused", counts.refused());
    json.writeEndObject();
  }

  private void writeIntervals(EvaluationReport.Intervals intervals) throws IOException {
    json.writeObjectFieldStart("intervals");
    json.writeNumberField("level", 0.95);
    json.writeStringField("method", "stratified bootstrap, percentiles");
    json.writeNumberField("resamples", intervals.bootstrap().resamples());
    json.writeNumberField("seed", intervals.bootstrap().seed());
    json.writeStringField("unit", intervals.grouped() ? "group" : "picture");
    json.writeNumberField("units", intervals.units());
    json.writeEndObject();
  }

  private void writeMetrics(Map<Metric, Estimate> metrics) throws IOException {
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<Metric, Estimate> each : metrics.entrySet()) {
      json.writeObjectFieldStart(each.getKey().key());
      writeEstimate("value", each.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeEstimate(String name, Estimate estimate) throws IOException {
    Estimate.Interval interval = estimate.interval();
    writeNumber(name, estimate.value());
    writeNumber("low", interval == null ? null : interval.low());
    writeNumber("high", interval == null ? null : interval.high());
    json.writeNumberField("resamples", interval == null ? 0 : interval.resamples());
    json.writeStringField("whyAbsent", estimate.whyAbsent());
  }

  private void writeConfusion(ConfusionMatrix counts) throws IOException {
    json.writeObjectFieldStart("confusion");
    json.writeNumberField("truePositives", counts.truePositives());
    json.writeNumberField("falsePositives", counts.falsePositives());
    json.writeNumberField("falseNegatives", counts.falseNegatives());
    json.writeNumberField("trueNegatives", counts.trueNegatives());
    json.writeEndObject();
  }

  private void writeOperatingPoints(List<OperatingPoint> points) throws IOException {
    json.writeArrayFieldStart("operatingPoints");
    for (OperatingPoint point : points) {
      json.writeStartObject();
      json.writeStringField("rule", point.rule().key());
      writeNumber("threshold", point.threshold());
      writeNumber("sensitivity", point.sensitivity());
      writeNumber("specificity", point.specificity());
      json.writeStringField("whyAbsent", point.whyAbsent());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeCurves(EvaluationReport.CurvePoints curves) throws IOException {
    json.writeArrayFieldStart("roc");
    for (Curves.RocPoint point : curves.roc()) {
      json.writeStartObject();
      json.writeNumberField("falsePositiveRate", point.falsePositiveRate());
      json.writeNumberField("truePositiveRate", point.truePositiveRate());
      writeNumber("threshold", point.threshold());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("precisionRecall");
    for (Curves.PrecisionRecallPoint point : curves.precisionRecall()) {
      json.writeStartObject();
      json.writeNumberField("recall", point.recall());
      json.writeNumberField("precision", point.precision());
      writeNumber("threshold", point.threshold());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeScores(EvaluationReport.Spread scores) throws IOException {
    json.writeObjectFieldStart("scores");
    writeDistribution("normal", scores.normal());
    writeDistribution("pneumonia", scores.pneumonia());
    json.writeEndObject();
    json.writeArrayFieldStart("reliability");
    for (ReliabilityBin bin : scores.reliability()) {
      json.writeStartObject();
      json.writeNumberField("low", bin.low());
      json.writeNumberField("high", bin.high());
      json.writeNumberField("count", bin.count());
      writeNumber("meanScore", bin.meanScore());
      writeNumber("fractionPositive", bin.fractionPositive());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeDistribution(String name, ScoreDistribution scores) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeArrayFieldStart("histogram");
    for (int count : scores.histogram()) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("quantiles");
    for (int i = 0; i < scores.quantiles().size(); i++) {
      json.writeNumberField(
          Double.toString(ScoreDistribution.QUANTILES.get(i)), scores.quantiles().get(i));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeShortcuts(@Nullable List<Shortcut> shortcuts) throws IOException {
    if (shortcuts == null) {
      json.writeNullField("shortcuts");
      return;
    }
    json.writeArrayFieldStart("shortcuts");
    for (Shortcut shortcut : shortcuts) {
      Shortcut.Direction direction = shortcut.direction();
      json.writeStartObject();
      json.writeStringField("property", shortcut.property().key());
      writeEstimate("auroc", shortcut.auroc());
      json.writeStringField(
          "direction", direction == null ? null : direction.name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("suspicious", shortcut.isSuspicious());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeRobustness(@Nullable RobustnessTable table) throws IOException {
    if (table == null) {
      json.writeNullField("robustness");
      return;
    }
    json.writeObjectFieldStart("robustness");
    json.writeNumberField("normal", table.normal());
    json.writeNumberField("pneumonia", table.pneumonia());
    json.writeBooleanField("sampled", table.sampled());
    json.writeFieldName("clean");
    writeRow(table.clean());
    json.writeArrayFieldStart("altered");
    for (RobustnessTable.Row row : table.rows()) {
      writeRow(row);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeRow(RobustnessTable.Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("alteration", row.label());
    writeNumber("sensitivity", row.sensitivity());
    writeNumber("specificity", row.specificity());
    writeNumber("balancedAccuracy", row.balancedAccuracy());
    writeNumber("auroc", row.auroc());
    json.writeNumberField("flipsToPneumonia", row.toPneumonia());
    json.writeNumberField("flipsToNormal", row.toNormal());
    json.writeNumberField("refused", row.refused());
    json.writeNumberField("refusedByGate", row.refusedByGate());
    writeNumber("meanChange", row.meanChange());
    json.writeEndObject();
  }

  private void writeTexts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void writeNumber(String name, @Nullable Double value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
