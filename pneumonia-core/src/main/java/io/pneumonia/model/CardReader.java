package io.pneumonia.model;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.json.JsonFields;
import io.pneumonia.json.JsonFormat;
import io.pneumonia.json.JsonProblems;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.tensor.TensorLayout;
import org.jspecify.annotations.Nullable;

/**
 * A card's text to a card.
 *
 * <p>The constructors and {@link CardRules} are the gate. Only for a card that is refused are the
 * constraints asked too, which list all that is wrong with its fields: starting them costs 0.3 s, a
 * third of what the command line may take to start. A constraint that no constructor shares would
 * never refuse anything, so a test asks both of every bad card.
 */
final class CardReader {

  static final JsonFormat FORMAT =
      new JsonFormat(
          "model card",
          ErrorCode.MODEL_CARD_INVALID,
          ModelCards.MAX_BYTES,
          ModelCard.SCHEMA_VERSION);

  private CardReader() {}

  static ModelCard read(byte[] text, String cardName) {
    JsonProblems problems = new JsonProblems();
    CardJson json = bind(parse(text, cardName), problems);
    if (json == null) {
      throw FORMAT.rejected(cardName, problems);
    }
    CardRules.check(json, problems);
    if (problems.isEmpty()) {
      try {
        return CardMapping.toCard(json);
      } catch (IllegalArgumentException refused) {
        CardConstraints.check(json, problems);
        problems.addIfEmpty(String.valueOf(refused.getMessage()));
      }
    } else {
      CardConstraints.check(json, problems);
    }
    throw FORMAT.rejected(cardName, problems);
  }

  static Object parse(byte[] text, String cardName) {
    return FORMAT.parse(text, cardName);
  }

  /** The card's fields, or null where another format leaves nothing to say of them. */
  static @Nullable CardJson bind(Object tree, JsonProblems problems) {
    return FORMAT.bind(tree, problems, CardReader::card);
  }

  private static CardJson card(JsonFields fields) {
    return new CardJson(
        fields.text("name"),
        fields.text("version"),
        fields.text("sha256"),
        fields.object("input", CardReader::input),
        fields.object("output", CardReader::output),
        fields.number("threshold"),
        fields.object(
            "uncertain_band", band -> new CardJson.Band(band.number("low"), band.number("high"))),
        fields.objects("operating_points", CardReader::point),
        fields.object("calibration", CardReader::calibration),
        fields.text("licence"),
        fields.objects("training_data", CardReader::trainingData),
        fields.objects("measured", CardReader::measured),
        fields.text("intended_use"),
        fields.texts("limits"),
        fields.texts("notes"));
  }

  private static CardJson.Input input(JsonFields input) {
    return new CardJson.Input(
        input.whole("width"),
        input.whole("height"),
        input.choice("color_mode", ColorMode.class),
        input.choice("fit", Fit.class),
        input.choice("interpolation", Interpolation.class),
        input.object("scaling", CardReader::scaling),
        input.choice("layout", TensorLayout.class));
  }

  private static CardJson.Scaled scaling(JsonFields scaling) {
    return new CardJson.Scaled(
        scaling.choice("kind", CardJson.ScalingKind.class),
        scaling.single("divisor"),
        scaling.single("factor"),
        scaling.single("offset"),
        scaling.singles("mean"),
        scaling.singles("std"));
  }

  private static CardJson.Output output(JsonFields output) {
    return new CardJson.Output(
        output.choice("kind", CardJson.OutputKind.class),
        output.flag("logits"),
        output.texts("labels"),
        output.texts("positive_labels"));
  }

  private static CardJson.Point point(JsonFields point) {
    return new CardJson.Point(
        point.text("name"),
        point.number("threshold"),
        point.number("sensitivity"),
        point.number("specificity"));
  }

  private static CardJson.Calibrated calibration(JsonFields calibration) {
    return new CardJson.Calibrated(
        calibration.text("method"),
        calibration.number("temperature"),
        calibration.number("bias"),
        calibration.text("note"));
  }

  private static CardJson.Trained trainingData(JsonFields data) {
    return new CardJson.Trained(
        data.text("name"), data.text("citation"), data.text("licence"), data.whole("size"));
  }

  private static CardJson.Measured measured(JsonFields measured) {
    return new CardJson.Measured(
        measured.text("metric"),
        measured.number("value"),
        measured.object(
            "ci95", ends -> new CardJson.Interval(ends.number("low"), ends.number("high"))),
        measured.text("data_set"),
        measured.date("date"));
  }
}
