package io.pneumonia.gate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Gate files for tests, as text. */
public final class Gates {

  private Gates() {}

  /**
   * A gate over one feature: the distance is how many times 0.1 it lies from 0.5.
   *
   * @param sha256 of the model
   * @return JSON; doubtful above 2, refused above 4
   */
  public static String oneFeature(String sha256) {
    return json(fields(sha256));
  }

  /**
   * The fields of {@link #oneFeature}, to be changed.
   *
   * @param sha256 of the model
   * @return JSON values by name
   */
  static Map<String, String> fields(String sha256) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("schema_version", "1");
    fields.put("model_sha256", '"' + sha256 + '"');
    fields.put("tap", "\"features\"");
    fields.put("mean", floats(0.5f));
    fields.put("components", floats(1));
    fields.put("variances", floats(0.01f));
    fields.put("residual_variance", "1");
    fields.put("doubtful_above", "2");
    fields.put("refused_above", "4");
    fields.put(
        "checks", "{\"min_side\": 4, \"max_aspect\": 2, \"max_colour\": 20, \"min_deviation\": 0}");
    return fields;
  }

  static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\": " + field.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return '"' + Base64.getEncoder().encodeToString(bytes.array()) + '"';
  }
}
