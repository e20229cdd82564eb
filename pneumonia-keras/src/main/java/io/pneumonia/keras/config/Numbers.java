package io.pneumonia.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers as the dialects write them: plain, in nested lists, or in an object that stands for a
 * NumPy array, a tensor or a tuple.
 */
final class Numbers {

  private Numbers() {}

  /** All numbers of a value in order, or nothing if there is anything else in it. */
  static Optional<List<Double>> read(JsonNode value, int limit) {
    List<Double> numbers = new ArrayList<>();
    return collect(value, numbers, limit) ? Optional.of(numbers) : Optional.empty();
  }

  private static boolean collect(JsonNode value, List<Double> numbers, int limit) {
    if (value.isNumber()) {
      numbers.add(value.doubleValue());
      return numbers.size() <= limit;
    }
    if (value.isArray()) {
      for (JsonNode each : value) {
        if (!collect(each, numbers, limit)) {
          return false;
        }
      }
      return true;
    }
    if (value.isObject()) {
      return switch (value.path("class_name").asText(value.path("type").asText())) {
        case "__numpy__", "__tensor__" ->
            collect(value.path("config").path("value"), numbers, limit);
        case "__tuple__" -> collect(value.path("items"), numbers, limit);
        case "ndarray" -> collect(value.path("value"), numbers, limit);
        default -> false;
      };
    }
    return false;
  }
}
