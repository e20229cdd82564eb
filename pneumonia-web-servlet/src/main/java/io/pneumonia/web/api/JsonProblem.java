package io.pneumonia.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a JSON body, without what the parser says of classes and of the text. */
final class JsonProblem {

  private JsonProblem() {}

  static String sentence(JsonProcessingException error) {
    if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "Field " + path(mapping) + " has a value of another type than expected.";
    }
    var location = error.getLocation();
    return location == null
        ? "Expected a JSON object."
        : "Expected a JSON object; the text cannot be read at line %d, column %d."
            .formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String path(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .map((@Nullable String name) -> name == null ? "?" : name)
        .collect(Collectors.joining("."));
  }
}
