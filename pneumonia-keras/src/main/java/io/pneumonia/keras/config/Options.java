package io.pneumonia.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of one layer, by Keras' names. What is missing gets the default; what has the wrong
 * type or is out of range is an error that names layer and option.
 */
public final class Options {

  private static final int MAX_NUMBERS = 1 << 20;

  private final String owner;
  private final JsonNode node;

  /**
   * Options over a JSON object.
   *
   * @param owner the layer, for messages
   * @param node its configuration
   */
  public Options(String owner, JsonNode node) {
    this.owner = owner;
    this.node = node;
  }

  /**
   * Whether an option is there and not null.
   *
   * @param key its name
   * @return true if it has a value
   */
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /**
   * The JSON of an option, for the few that are objects.
   *
   * @param key its name
   * @return a missing node where there is none
   */
  public JsonNode json(String key) {
    return node.path(key);
  }

  /**
   * A text option.
   *
   * @param key its name
   * @param absent the default
   * @return its value
   */
  public String text(String key, String absent) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return value.textValue();
  }

  /**
   * A true or false option.
   *
   * @param key its name
   * @param absent the default
   * @return its value
   */
  public boolean flag(String key, boolean absent) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  /**
   * A whole number that must be there.
   *
   * @param key its name
   * @return from 1 to 2^31 - 1
   */
  public int positive(String key) {
    return size(key, node.path(key), 1);
  }

  /**
   * A whole number with a default.
   *
   * @param key its name
   * @param absent the default
   * @return from 1 to 2^31 - 1
   */
  public int positive(String key, int absent) {
    return has(key) ? positive(key) : absent;
  }

  /**
   * A number for rows and one for columns: {@code [3, 3]}, or {@code 3} for both.
   *
   * @param key its name
   * @param absent the default for both; below 1 if the option must be there
   * @return two numbers from 1 to 2^31 - 1
   */
  public int[] pair(String key, int absent) {
    if (!has(key) && absent > 0) {
      return new int[] {absent, absent};
    }
    return pairOf(key, list(node.path(key)), 1);
  }

  private int[] pairOf(String key, JsonNode value, int least) {
    if (!value.isArray()) {
      int both = size(key, value, least);
      return new int[] {both, both};
    }
    if (value.size() != 2) {
      throw wrong(key, "one or two numbers", value);
    }
    return new int[] {size(key, value.get(0), least), size(key, value.get(1), least)};
  }

  /**
   * Numbers for the four sides of a picture: {@code 1}, {@code [1, 2]} for rows and columns, or
   * {@code [[top, bottom], [left, right]]}.
   *
   * @param key its name
   * @param absent the default for all sides
   * @return top, bottom, left, right, from 0 to 2^31 - 1
   */
  public int[] sides(String key, int absent) {
    JsonNode value = list(node.path(key));
    if (!has(key)) {
      return new int[] {absent, absent, absent, absent};
    }
    if (value.isArray() && value.size() == 2 && list(value.get(0)).isArray()) {
      int[] rows = pairOf(key, list(value.get(0)), 0);
      int[] columns = pairOf(key, list(value.get(1)), 0);
      return new int[] {rows[0], rows[1], columns[0], columns[1]};
    }
    int[] both = pairOf(key, value, 0);
    return new int[] {both[0], both[0], both[1], both[1]};
  }

  /**
   * One or several whole numbers, negative ones too: an axis, axes.
   *
   * @param key its name
   * @param absent the default, one number
   * @return at least none
   */
  public List<Integer> integers(String key, int absent) {
    JsonNode value = list(node.path(key));
    if (!has(key)) {
      return List.of(absent);
    }
    List<Integer> integers = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      if (!each.isNumber() || !each.canConvertToInt() || each.doubleValue() != each.intValue()) {
        throw wrong(key, "whole numbers", value);
      }
      integers.add(each.intValue());
    }
    return integers;
  }

  /**
   * A number with a default. Older files write it as an object that holds it.
   *
   * @param key its name
   * @param absent the default
   * @return its value, infinite perhaps
   */
  public double number(String key, double absent) {
    if (!has(key)) {
      return absent;
    }
    List<Double> numbers = numbers(key);
    if (numbers.size() != 1) {
      throw wrong(key, "one number", node.path(key));
    }
    return numbers.get(0);
  }

  /**
   * One number, or a list of them, nested perhaps.
   *
   * @param key its name
   * @return all of them, in order
   */
  public List<Double> numbers(String key) {
    return Numbers.read(node.path(key), MAX_NUMBERS)
        .filter(numbers -> !numbers.isEmpty())
        .orElseThrow(() -> wrong(key, "numbers", node.path(key)));
  }

  /**
   * A shape with its batch axis, unknown sizes as null.
   *
   * @param key its name
   * @return empty where the option is missing
   */
  public Optional<TensorShape> shape(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode value = list(node.path(key));
    if (!value.isArray() || value.isEmpty() || value.size() > 8) {
      throw wrong(key, "a shape", value);
    }
    long[] sizes = new long[value.size()];
    for (int axis = 0; axis < sizes.length; axis++) {
      JsonNode size = value.get(axis);
      sizes[axis] = size.isNull() ? TensorShape.UNKNOWN : size(key, size, 1);
    }
    return Optional.of(TensorShape.of(sizes));
  }

  /**
   * Whether pictures are (batch, channels, height, width) here.
   *
   * @return false for Keras' default, channels last
   */
  public boolean channelsFirst() {
    String format = text("data_format", "channels_last");
    if (!format.equals("channels_first") && !format.equals("channels_last")) {
      throw wrong("data_format", "channels_last or channels_first", node.path("data_format"));
    }
    return format.equals("channels_first");
  }

  /**
   * The error for an option that cannot be read.
   *
   * @param key its name
   * @param expected what would be right
   * @return to be thrown
   */
  public ModelRejected wrong(String key, String expected) {
    return wrong(key, expected, node.path(key));
  }

  private int size(String key, JsonNode value, int least) {
    if (!value.isNumber()
        || !value.canConvertToInt()
        || value.doubleValue() != value.intValue()
        || value.intValue() < least) {
      throw wrong(key, "a whole number from " + least, value);
    }
    return value.intValue();
  }

  /** Python tuples are objects in some files. */
  private static JsonNode list(JsonNode value) {
    return value.path("class_name").asText().equals("__tuple__") ? value.path("items") : value;
  }

  private ModelRejected wrong(String key, String expected, JsonNode found) {
    String text = found.isMissingNode() ? "nothing" : found.toString();
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT,
        "layer " + owner + ": option " + key + ": expected " + expected + ", found " + shown);
  }
}
