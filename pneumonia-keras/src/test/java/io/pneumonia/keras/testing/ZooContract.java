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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The well-known networks of {@code keras.applications} under a pneumonia head, from the folder
 * that {@code make_zoo.py} wrote and {@code -Dpneumonia.zoo} names. They are too large to be
 * committed; without the folder the test is skipped.
 */
public abstract class ZooContract {

  private static final List<String> TABLE = new ArrayList<>();

  /** Called by JUnit. */
  protected ZooContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  @TestFactory
  Stream<DynamicTest> givesTheScoresOfKeras() throws IOException {
    String zoo = System.getProperty("pneumonia.zoo", "");
    if (zoo.isEmpty() || !Files.isDirectory(Path.of(zoo))) {
      return Stream.of(
          Skipped.because("expected a folder named by -Dpneumonia.zoo, found '" + zoo + "'"));
    }
    List<Path> models;
    try (Stream<Path> files = Files.list(Path.of(zoo))) {
      models = files.filter(file -> file.toString().matches(".*\\.(h5|keras)")).sorted().toList();
    }
    assertThat(models).as("models in %s", zoo).isNotEmpty();
    return models.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    String json = file.getFileName().toString().replaceFirst("\\.[^.]+$", ".json");
    JsonNode expected = new ObjectMapper().readTree(file.resolveSibling(json).toFile());
    long start = System.nanoTime();
    try (InferenceSession session = provider().open(file, BackendOptions.DEFAULT)) {
      long opened = System.nanoTime();
      double difference = largestDifference(session, expected);
      TABLE.add(
          String.format(
              "%-28s %,12d %8d ms %10.1e",
              file.getFileName(),
              expected.required("parameters").asLong(),
              (opened - start) / 1_000_000,
              difference));
      assertThat(difference).as("%s", file).isLessThanOrEqualTo(Agreement.TOLERANCE);
    }
  }

  private static double largestDifference(InferenceSession session, JsonNode expected) {
    TensorShape shape = session.signature().input().with(0, 1);
    double largest = 0;
    for (int row = 0; row < expected.required("inputs").size(); row++) {
      FloatTensor input = RecipeInputs.blocks(expected.required("inputs").get(row), shape);
      float score = (float) expected.required("outputs").get(row).asDouble();
      FloatTensor output = FloatTensor.of(TensorShape.of(1, 1), score);
      largest = Math.max(largest, Agreement.difference(output, session.run(input)));
    }
    return largest;
  }

  /** Prints what was measured, for people to read. */
  @AfterAll
  static void printTable() {
    if (!TABLE.isEmpty()) {
      System.out.printf("%-28s %12s %11s %10s%n", "network", "parameters", "open", "difference");
      TABLE.forEach(System.out::println);
      TABLE.clear();
    }
  }
}
