package io.pneumonia.keras.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;

/**
 * Inputs that are too large to store and are made from a rule instead, the same here and in Python.
 *
 * <p>All come from {@code u(k) = ((k * 1103515245 + 12345) mod 2^31) / 2^31}, computed in double
 * and rounded to float once.
 */
final class RecipeInputs {

  private RecipeInputs() {}

  /** The inputs of wild-models/expected-outputs.json, whose recipe is written there. */
  static FloatTensor named(String recipe, TensorShape shape) {
    return FloatTensor.write(
        shape,
        values -> {
          for (int index = 0; index < values.length; index++) {
            float x = (float) uniform(index);
            values[index] =
                switch (recipe) {
                  case "zeros" -> 0f;
                  case "half" -> 0.5f;
                  case "lcg01" -> x;
                  case "lcg_pm1" -> 2f * x - 1f;
                  case "lcg255" -> 255f * x;
                  default -> throw new IllegalArgumentException("no input recipe " + recipe);
                };
          }
        });
  }

  /** A picture of coarse blocks with noise, as {@code make_zoo.py} describes it. */
  static FloatTensor blocks(JsonNode recipe, TensorShape shape) {
    long seed = recipe.required("seed").asLong();
    int block = recipe.required("block").asInt();
    double low = recipe.required("low").asDouble();
    double high = recipe.required("high").asDouble();
    int width = (int) shape.size(2);
    int channels = (int) shape.size(3);
    return FloatTensor.write(
        shape,
        values -> {
          for (int index = 0; index < values.length; index++) {
            int channel = index % channels;
            int column = index / channels % width;
            int row = index / channels / width;
            long cell = ((long) (row / block) * 1009 + column / block) * 13 + channel;
            double value = 0.75 * uniform(seed + cell) + 0.25 * uniform(seed + index);
            values[index] = (float) (low + (high - low) * value);
          }
        });
  }

  private static double uniform(long k) {
    return ((k * 1103515245L + 12345L) & 0x7FFFFFFFL) / 2147483648.0;
  }
}
