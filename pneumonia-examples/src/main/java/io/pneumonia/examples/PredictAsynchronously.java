package io.pneumonia.examples;

import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Lesson 4: without blocking the caller; warmed up, so that the first picture is not the slowest.
 */
public final class PredictAsynchronously {

  private PredictAsynchronously() {}

  /**
   * Predicts two pictures at once.
   *
   * @param args the model file and two pictures
   */
  public static void main(String[] args) {
    try (Predictor predictor = Predictors.open(Path.of(args[0]), "onnx")) {
      predictor.warmUp();
      CompletableFuture<Prediction> first =
          predictor.predictAsync(EncodedImage.read(Path.of(args[1])));
      CompletableFuture<Prediction> second =
          predictor.predictAsync(EncodedImage.read(Path.of(args[2])));
      first
          .thenCombine(
              second,
              (one, other) -> one.decision().finding() + " and " + other.decision().finding())
          .thenAccept(System.out::println)
          .join();
    }
  }
}
