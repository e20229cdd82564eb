package io.pneumonia.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.json.Names;
import io.pneumonia.model.CardJson.OutputKind;
import io.pneumonia.model.CardJson.ScalingKind;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Scaling;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A card to JSON: fields in the order of the documentation, absent ones left out. */
final class CardWriter {

  private final JsonGenerator json;

  private CardWriter(JsonGenerator json) {
    this.json = json;
  }

  static String write(ModelCard card) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.setPrettyPrinter(printer());
      new CardWriter(generator).card(card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }

  private void card(ModelCard card) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema_version", ModelCard.SCHEMA_VERSION);
    text("name", card.name());
    text("version", card.version());
    text("sha256", card.sha256());
    input(card.preprocess());
    output(card.scoreReader(), card.labelsKnown());
    threshold(card.threshold());
    details(card.details());
    json.writeEndObject();
  }

  private void input(PreprocessSpec spec) throws IOException {
    json.writeObjectFieldStart("input");
    json.writeNumberField("width", spec.width());
    json.writeNumberField("height", spec.height());
    text("color_mode", Names.of(spec.colorMode()));
    text("fit", Names.of(spec.fit()));
    text("interpolation", Names.of(spec.interpolation()));
    json.writeObjectFieldStart("scaling");
    scaling(spec.scaling());
    json.writeEndObject();
    text("layout", Names.of(spec.layout()));
    json.writeEndObject();
  }

  private void scaling(Scaling scaling) throws IOException {
    if (scaling instanceof Scaling.Divide divide) {
      text("kind", Names.of(ScalingKind.DIVIDE));
      number("divisor", divide.divisor());
      number("offset", divide.offset());
    } else if (scaling instanceof Scaling.Multiply multiply) {
      text("kind", Names.of(ScalingKind.MULTIPLY));
      number("factor", multiply.factor());
      number("offset", multiply.offset());
    } else if (scaling instanceof Scaling.Standardize standardize) {
      text("kind", Names.of(ScalingKind.STANDARDIZE));
      number("divisor", standardize.divisor());
      numbers("mean", standardize.mean());
      numbers("std", standardize.std());
    } else {
      text("kind", Names.of(ScalingKind.NONE));
    }
  }

  private void output(ScoreReader reader, boolean labelsKnown) throws IOException {
    json.writeObjectFieldStart("output");
    text("kind", Names.of(kind(reader)));
    json.writeBooleanField("logits", reader.logits());
    if (labelsKnown) {
      texts("labels", reader.labels());
      texts("positive_labels", reader.positiveLabels());
    }
    json.writeEndObject();
  }

  private static OutputKind kind(ScoreReader reader) {
    if (reader instanceof SigmoidReader) {
      return OutputKind.SIGMOID;
    }
    if (reader instanceof SoftmaxReader) {
      return OutputKind.SOFTMAX;
    }
    return OutputKind.MULTI_SIGMOID;
  }

  private void threshold(Threshold threshold) throws IOException {
    number("threshold", threshold.value());
    if (threshold.band() != null) {
      ends("uncertain_band", threshold.band().low(), threshold.band().high());
    }
  }

  private void details(CardDetails details) throws IOException {
    list("operating_points", details.operatingPoints(), this::point);
    if (details.calibration() != null) {
      calibration(details.calibration());
    }
    text("licence", details.licence());
    list("training_data", details.trainingData(), this::trainingData);
    list("measured", details.measured(), this::measured);
    text("intended_use", details.intendedUse());
    list("limits", details.limits(), json::writeString);
    list("notes", details.notes(), json::writeString);
  }

  private void point(OperatingPoint point) throws IOException {
    json.writeStartObject();
    text("name", point.name());
    number("threshold", point.threshold());
    number("sensitivity", point.sensitivity());
    number("specificity", point.specificity());
    json.writeEndObject();
  }

  private void calibration(Calibration calibration) throws IOException {
    json.writeObjectFieldStart("calibration");
    text("method", calibration.method());
    number("temperature", calibration.temperature());
    number("bias", calibration.bias());
    text("note", calibration.note());
    json.writeEndObject();
  }

  private void trainingData(TrainingData data) throws IOException {
    json.writeStartObject();
    text("name", data.name());
    text("citation", data.citation());
    text("licence", data.licence());
    number("size", data.size());
    json.writeEndObject();
  }

  private void measured(Measurement measured) throws IOException {
    json.writeStartObject();
    text("metric", measured.metric());
    number("value", measured.value());
    if (measured.ci95() != null) {
      ends("ci95", measured.ci95().low(), measured.ci95().high());
    }
    text("data_set", measured.dataSet());
    text("date", measured.date() == null ? null : measured.date().toString());
    json.writeEndObject();
  }

  private void ends(String name, double low, double high) throws IOException {
    json.writeObjectFieldStart(name);
    number("low", low);
    number("high", high);
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void number(String name, @Nullable Number value) throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      json.writeNumber(plain(value));
    }
  }

  private void numbers(String name, List<Float> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Float value : values) {
      json.writeNumber(plain(value));
    }
    json.writeEndArray();
  }

  /** The shortest text that reads back as the same number, 255 rather than 255.0. */
  private static String plain(Number number) {
    String text = number.toString();
    return text.endsWith(".0") && !text.equals("-0.0")
        ? text.substring(0, text.length() - 2)
        : text;
  }

  private interface ElementWriter<T> {
    void write(T element) throws IOException;
  }

  private <T> void list(String name, List<T> elements, ElementWriter<T> writer) throws IOException {
    if (elements.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (T element : elements) {
      writer.write(element);
    }
    json.writeEndArray();
  }
}
