package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Two networks that strangers trained and published, against what TensorFlow computes. */
public abstract class WildModelsContract {

  /** Called by JUnit. */
  protected WildModelsContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  @TestFactory
  List<DynamicTest> givesTheScoresOfTensorFlow() throws IOException {
    Path folder = Path.of(System.getProperty("pneumonia.shared.data", "."), "wild-models");
    Path expected = folder.resolve("expected-outputs.json");
    if (!Files.isRegularFile(expected)) {
      return List.of(Skipped.because("no file " + expected));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry :
        new ObjectMapper().readTree(expected.toFile()).properties()) {
      if (entry.getValue().isObject()) {
        Path file = folder.resolve(entry.getKey());
        tests.add(DynamicTest.dynamicTest(entry.getKey(), () -> check(file, entry.getValue())));
      }
    }
    return tests;
  }

  private void check(Path file, JsonNode expected) {
    TensorShape shape = shape(expected.required("input_shape"));
    try (InferenceSession session = provider().open(file, BackendOptions.DEFAULT)) {
      for (Map.Entry<String, JsonNode> entry : expected.required("outputs").properties()) {
        FloatTensor found = session.run(RecipeInputs.named(entry.getKey(), shape));
        double difference = Agreement.difference(scores(entry.getValue()), found);
        assertThat(difference)
            .as("%s on %s", file.getFileName(), entry.getKey())
            .isLessThanOrEqualTo(Agreement.TOLERANCE);
      }
    }
  }

  private static TensorShape shape(JsonNode sizes) {
    long[] values = new long[sizes.size()];
    for (int axis = 0; axis < values.length; axis++) {
      values[axis] = sizes.get(axis).asLong();
    }
    return TensorShape.of(values);
  }

  private static FloatTensor scores(JsonNode row) {
    return FloatTensor.write(
        TensorShape.of(1, row.size()),
        values -> {
          for (int index = 0; index < values.length; index++) {
            values[index] = (float) row.get(index).asDouble();
          }
        });
  }
}
