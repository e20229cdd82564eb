package io.pneumonia.keras.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;

/** Parses configurations within limits: 64 MiB of text, 400 levels. Python writes NaN, too. */
final class ConfigJson {

  static final int MAX_BYTES = 64 << 20;

  private static final int MAX_LEVELS = 400;

  private ConfigJson() {}

  static JsonNode parse(String what, String text) {
    if (text.length() > MAX_BYTES) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          what + ": expected at most 64 MiB of text, found " + text.length() + " characters");
    }
    try {
      JsonNode node = mapper().readTree(text);
      if (!node.isObject()) {
        throw new ModelRejected(
            ErrorCode.MODEL_CORRUPT,
            what + ": expected a JSON object, found " + node.getNodeType());
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          what
              + ": expected JSON text, found "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  private static ObjectMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_LEVELS)
            .maxStringLength(MAX_BYTES)
            .build();
    return new ObjectMapper(
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build());
  }
}
