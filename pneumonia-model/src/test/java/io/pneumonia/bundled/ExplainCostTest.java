package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.GatePolicy;
import io.pneumonia.Predictor;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures and prints; asserts nothing of speed, since machines differ. */
@EnabledIfSystemProperty(named = "pneumonia.measure", matches = "explain")
class ExplainCostTest {

  private static final int WARM = 100;
  private static final int ROUNDS = 500;

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void printsWhatAnExplanationCostsBesideAPrediction(String backend) {
    EncodedImage picture =
        EncodedImage.read(Path.of("../pneumonia-examples/data/phantom-pneumonia.png"));
    try (Predictor predictor =
        BundledModel.open(backend, usual -> usual.withGate(GatePolicy.OFF))) {
      double[] predictions = new double[ROUNDS];
      double[] explanations = new double[ROUNDS];
      for (int round = -WARM; round < ROUNDS; round++) {
        double prediction = milliseconds(() -> predictor.predict(picture));
        double explanation = milliseconds(() -> predictor.explain(picture));
        if (round >= 0) {
          predictions[round] = prediction;
          explanations[round] = explanation;
        }
      }
      double plain = median(predictions);
      double explained = median(explanations);
      System.out.printf(
          "%s: predict %.2f ms, explain %.2f ms, ratio %.3f (medians of %d)%n",
          backend, plain, explained, explained / plain, ROUNDS);
      assertThat(plain).isPositive();
    }
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
