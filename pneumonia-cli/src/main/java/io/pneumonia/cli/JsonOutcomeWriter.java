package io.pneumonia.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.StageTimings;
import io.pneumonia.decision.Decision;
import io.pneumonia.gate.GateVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One object a line; the keys are part of the interface. */
final class JsonOutcomeWriter implements OutcomeWriter {

  private final JsonFactory json = new JsonFactory();
  private final PrintWriter out;

  JsonOutcomeWriter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(Outcome outcome, @Nullable Heatmap heatmap) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("file", outcome.name());
      if (outcome instanceof Outcome.Predicted predicted) {
        writePrediction(object, predicted.prediction());
      } else if (outcome instanceof Outcome.Refused refused) {
        object.writeObjectFieldStart("error");
        object.writeStringField("code", refused.error().code().name());
        object.writeStringField("message", refused.error().getMessage());
        object.writeEndObject();
      }
      if (heatmap != null) {
        object.writeStringField("heatmap", heatmap.file().toString());
        object.writeStringField("heatmap_method", heatmap.method().name());
      }
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(line);
    out.flush();
  }

  private static void writePrediction(JsonGenerator object, Prediction prediction)
      throws IOException {
    Decision decision = prediction.decision();
    object.writeStringField("prediction", decision.finding().name());
    object.writeNumberField("confidence", decision.confidence().rounded());
    object.writeNumberField("raw_score", decision.rawScore().value());
    object.writeNumberField("threshold", decision.threshold().value());
    object.writeStringField("confidence_level", decision.confidenceLevel().name());
    if (decision.threshold().uncertainBand().isPresent()) {
      object.writeBooleanField("uncertain", decision.uncertain());
    }
    object.writeStringField(
        "model", prediction.model().name() + " " + prediction.model().version());
    object.writeStringField("model_sha256", prediction.model().sha256());
    object.writeStringField("backend", prediction.backend());
    object.writeNumberField("decode_denominator", prediction.image().denominator());
    if (prediction.gateVerdict() != null) {
      writeGate(object, prediction.gateVerdict());
    }
    writeTimings(object, prediction.timings());
  }

  private static void writeGate(JsonGenerator object, GateVerdict verdict) throws IOException {
    object.writeObjectFieldStart("gate");
    object.writeStringField("verdict", verdict.level().name());
    if (verdict.distance() != null) {
      object.writeNumberField("distance", verdict.distance());
    }
    object.writeArrayFieldStart("reasons");
    for (GateVerdict.Objection objection : verdict.objections()) {
      object.writeStartObject();
      object.writeStringField("code", objection.reason().name());
      object.writeStringField("message", objection.sentence());
      object.writeEndObject();
    }
    object.writeEndArray();
    object.writeEndObject();
  }

  private static void writeTimings(JsonGenerator object, StageTimings timings) throws IOException {
    object.writeObjectFieldStart("timings_ms");
    object.writeNumberField("decode", Milliseconds.of(timings.decode()));
    object.writeNumberField("preprocess", Milliseconds.of(timings.preprocess()));
    object.writeNumberField("infer", Milliseconds.of(timings.infer()));
    object.writeNumberField("decide", Milliseconds.of(timings.decide()));
    object.writeNumberField("total", Milliseconds.of(timings.total()));
    object.writeEndObject();
  }
}
