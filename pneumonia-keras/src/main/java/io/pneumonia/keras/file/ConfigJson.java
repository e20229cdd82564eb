package io.pneumonia.keras.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Parses configurations within limits: 64 MiB of text, 400 levels. Python writes NaN, too. The tree
 * is built here because an ObjectMapper costs a fresh JVM more than all the rest of the parsing.
 */
final class ConfigJson {

  static final int MAX_BYTES = 64 << 20;

  private static final int MAX_LEVELS = 400;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ConfigJson() {}

  static JsonNode parse(String what, String text) {
    if (text.length() > MAX_BYTES) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          what + ": expected at most 64 MiB of text, found " + text.length() + " characters");
    }
    try (JsonParser parser = factory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw corrupt(what, "a JSON object, found something else", null);
      }
      JsonNode node = object(parser);
      if (parser.nextToken() != null) {
        throw corrupt(what, "one JSON object, found more behind it", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw corrupt(what, "JSON text, found " + reason, e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      default -> NODES.nullNode();
    };
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private static JsonFactory factory() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_LEVELS)
            .maxStringLength(MAX_BYTES)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(limits)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build();
  }

  private static ModelRejected corrupt(
      String what, String expectedAndFound, @Nullable Throwable cause) {
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT, what + ": expected " + expectedAndFound, cause);
  }
}
