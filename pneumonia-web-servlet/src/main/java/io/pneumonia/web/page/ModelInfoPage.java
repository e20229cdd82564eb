package io.pneumonia.web.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.decision.Threshold;
import io.pneumonia.model.CardDetails;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.model.OperatingPoint;
import io.pneumonia.web.application.ActiveModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The model in force, as its card tells it. */
public final class ModelInfoPage implements Page {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActiveModel model;

  ModelInfoPage(ActiveModel model) {
    this.model = model;
  }

  /**
   * What is known of the model.
   *
   * @param id name, version and digest
   * @param backend what runs it
   * @param threshold what decides now
   * @param ofCard what the card would decide with
   * @param recipe how pictures become the input, and how the output is read: names with values
   * @param details what people wrote about it
   * @param notes what was inferred about it and what looks wrong
   */
  public record View(
      ModelId id,
      String backend,
      double threshold,
      double ofCard,
      Map<String, String> recipe,
      CardDetails details,
      List<String> notes) {

    /** Copies the list. */
    public View {
      notes = List.copyOf(notes);
    }

    /**
     * Whether an administrator has set another threshold than the card's.
     *
     * @return true if so
     */
    public boolean isOverridden() {
      return threshold != ofCard;
    }

    /**
     * The operating points that were measured whole, by their false alarms: points of the ROC
     * curve.
     *
     * @return points with sensitivity and specificity
     */
    public List<OperatingPoint> curve() {
      return details.operatingPoints().stream()
          .filter(point -> point.sensitivity() != null && point.specificity() != null)
          .sorted((one, other) -> Double.compare(falseAlarms(one), falseAlarms(other)))
          .toList();
    }

    /**
     * The share of false alarms at an operating point.
     *
     * @param point a point with specificity
     * @return 1 less its specificity
     */
    public double falseAlarms(OperatingPoint point) {
      return point.specificity() == null ? 1 : 1 - point.specificity();
    }

    /**
     * The share of pneumonia that is found at an operating point.
     *
     * @param point a point with sensitivity
     * @return its sensitivity
     */
    public double found(OperatingPoint point) {
      return point.sensitivity() == null ? 0 : point.sensitivity();
    }

    /**
     * Where an operating point lies in the drawing of the ROC curve, from the left.
     *
     * @param point a point with specificity
     * @return a coordinate
     */
    public String across(OperatingPoint point) {
      return coordinate(44 + 256 * falseAlarms(point));
    }

    /**
     * The same from the top.
     *
     * @param point a point with sensitivity
     * @return a coordinate
     */
    public String down(OperatingPoint point) {
      return coordinate(268 - 256 * found(point));
    }

    /**
     * All points of the curve.
     *
     * @return their coordinates
     */
    public String polyline() {
      return curve().stream()
          .map(point -> across(point) + "," + down(point))
          .collect(Collectors.joining(" "));
    }

    private static String coordinate(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }

  @Override
  public Access access() {
    return Access.PUBLIC;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show(
        "model-info.jte",
        view(model.id(), model.backend(), model.threshold(), model.card(), model.notes()));
  }

  static View view(
      ModelId id, String backend, Threshold threshold, ModelCard card, List<String> notes) {
    return new View(
        id,
        backend,
        threshold.value(),
        card.threshold().value(),
        recipe(card),
        card.details(),
        notes);
  }

  private static Map<String, String> recipe(ModelCard card) {
    JsonNode json = json(card);
    JsonNode input = json.path("input");
    Map<String, String> recipe = new LinkedHashMap<>();
    recipe.put(
        "Size", input.path("width").asText() + " × " + input.path("height").asText() + " pixels");
    recipe.put("Channels", words(input.path("color_mode")));
    recipe.put("Proportions", words(input.path("fit")));
    recipe.put("Resizing", words(input.path("interpolation")));
    recipe.put("Scaling", scaling(input.path("scaling")));
    recipe.put("Layout", words(input.path("layout")).toUpperCase(Locale.ROOT));
    JsonNode output = json.path("output");
    recipe.put("Output", words(output.path("kind")));
    recipe.put("Labels", list(output.path("labels")));
    recipe.put("Counted as pneumonia", list(output.path("positive_labels")));
    recipe.values().removeIf(String::isBlank);
    return recipe;
  }

  private static JsonNode json(ModelCard card) {
    try {
      return JSON.readTree(ModelCards.toJson(card));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card is written as JSON", e);
    }
  }

  private static String words(JsonNode value) {
    return value.asText().replace('_', ' ');
  }

  private static String scaling(JsonNode scaling) {
    StringBuilder words = new StringBuilder(words(scaling.path("kind")));
    scaling
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("kind")) {
                String name = field.getKey().replace('_', ' ');
                words.append(", ").append(name).append(' ').append(field.getValue());
              }
            });
    return words.toString();
  }

  private static String list(JsonNode values) {
    StringBuilder words = new StringBuilder();
    values.forEach(value -> words.append(words.isEmpty() ? "" : ", ").append(value.asText()));
    return words.toString();
  }
}
