package io.pneumonia.model;

import static io.pneumonia.model.Required.value;

import io.pneumonia.decision.Finding;
import io.pneumonia.decision.MultiSigmoidReader;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.model.CardJson.Calibrated;
import io.pneumonia.model.CardJson.Input;
import io.pneumonia.model.CardJson.Interval;
import io.pneumonia.model.CardJson.Measured;
import io.pneumonia.model.CardJson.Output;
import io.pneumonia.model.CardJson.OutputKind;
import io.pneumonia.model.CardJson.Point;
import io.pneumonia.model.CardJson.Scaled;
import io.pneumonia.model.CardJson.Trained;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Scaling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card's fields to a card. Whatever is missing or wrong is an {@code IllegalArgumentException}.
 */
final class CardMapping {

  /** Keras numbers the folders it finds in alphabetical order. */
  static final List<String> ASSUMED_LABELS =
      List.of(Finding.NORMAL.name(), Finding.PNEUMONIA.name());

  /** The one of {@link #ASSUMED_LABELS} that is pneumonia. */
  static final List<String> ASSUMED_POSITIVE = List.of(Finding.PNEUMONIA.name());

  private CardMapping() {}

  static ModelCard toCard(CardJson json) {
    Output output = value("output", json.output());
    return new ModelCard(
        value("name", json.name()),
        value("version", json.version()),
        json.sha256(),
        preprocess(value("input", json.input())),
        scoreReader(output),
        output.labels() != null,
        threshold(json),
        details(json));
  }

  static double thresholdOf(CardJson json) {
    return json.threshold() == null ? Threshold.DEFAULT.value() : json.threshold();
  }

  private static Threshold threshold(CardJson json) {
    Threshold threshold = Threshold.of(thresholdOf(json));
    CardJson.Band band = json.uncertainBand();
    return band == null
        ? threshold
        : threshold.withUncertainBand(value("low", band.low()), value("high", band.high()));
  }

  private static PreprocessSpec preprocess(Input input) {
    return new PreprocessSpec(
        side(value("width", input.width())),
        side(value("height", input.height())),
        value("color_mode", input.colorMode()),
        value("fit", input.fit()),
        value("interpolation", input.interpolation()),
        scaling(value("scaling", input.scaling())),
        value("layout", input.layout()));
  }

  /** What an int cannot hold is refused like the nearest that it can. */
  private static int side(long side) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(side, Integer.MAX_VALUE));
  }

  private static Scaling scaling(Scaled scaling) {
    Float offset = scaling.offset();
    float added = offset == null ? 0f : offset;
    return switch (value("kind", scaling.kind())) {
      case NONE -> new Scaling.None();
      case DIVIDE -> new Scaling.Divide(value("divisor", scaling.divisor()), added);
      case MULTIPLY -> new Scaling.Multiply(value("factor", scaling.factor()), added);
      case STANDARDIZE ->
          new Scaling.Standardize(
              value("divisor", scaling.divisor()),
              value("mean", scaling.mean()),
              value("std", scaling.std()));
    };
  }

  private static ScoreReader scoreReader(Output output) {
    OutputKind kind = value("kind", output.kind());
    boolean assumed =
        output.labels() == null
            && output.positiveLabels() == null
            && kind != OutputKind.MULTI_SIGMOID;
    List<String> labels = assumed ? ASSUMED_LABELS : value("labels", output.labels());
    List<String> positive =
        assumed ? ASSUMED_POSITIVE : value("positive_labels", output.positiveLabels());
    boolean logits = Boolean.TRUE.equals(output.logits());
    return switch (kind) {
      case SIGMOID -> new SigmoidReader(labels, positive, logits);
      case SOFTMAX -> new SoftmaxReader(labels, positive, logits);
      case MULTI_SIGMOID -> new MultiSigmoidReader(labels, positive, logits);
    };
  }

  private static CardDetails details(CardJson json) {
    return new CardDetails(
        json.operatingPoints().stream().map(CardMapping::point).toList(),
        calibration(json.calibration()),
        json.licence(),
        json.trainingData().stream().map(CardMapping::trainingData).toList(),
        json.measured().stream().map(CardMapping::measured).toList(),
        json.intendedUse(),
        json.limits() == null ? List.of() : json.limits(),
        json.notes() == null ? List.of() : json.notes());
  }

  private static OperatingPoint point(Point point) {
    return new OperatingPoint(
        value("name", point.name()),
        value("threshold", point.threshold()),
        point.sensitivity(),
        point.specificity());
  }

  private static @Nullable Calibration calibration(@Nullable Calibrated calibration) {
    return calibration == null
        ? null
        : new Calibration(
            value("method", calibration.method()),
            calibration.temperature(),
            calibration.bias(),
            calibration.note());
  }

  private static TrainingData trainingData(Trained data) {
    return new TrainingData(
        value("name", data.name()), data.citation(), data.licence(), data.size());
  }

  private static Measurement measured(Measured measured) {
    return new Measurement(
        value("metric", measured.metric()),
        value("value", measured.value()),
        interval(measured.ci95()),
        value("data_set", measured.dataSet()),
        measured.date());
  }

  private static Measurement.@Nullable Interval interval(@Nullable Interval ends) {
    return ends == null
        ? null
        : new Measurement.Interval(value("low", ends.low()), value("high", ends.high()));
  }
}
