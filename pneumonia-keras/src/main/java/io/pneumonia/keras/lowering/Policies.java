package io.pneumonia.keras.lowering;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import java.util.Set;

/**
 * In which precision a layer was trained. Everything is computed in float32 here: exactly what a
 * float32 layer does, and closer than the file itself for half precision.
 */
final class Policies {

  private static final Set<String> FLOATS =
      Set.of("float16", "bfloat16", "float32", "float64", "mixed_float16", "mixed_bfloat16");

  private Policies() {}

  static void requireFloat(Options options) {
    JsonNode dtype = options.json("dtype");
    JsonNode name = dtype.isObject() ? dtype.path("config").path("name") : dtype;
    if (name.isTextual() && !FLOATS.contains(name.textValue())) {
      throw new UnsupportedOption("dtype " + name.textValue());
    }
  }
}
