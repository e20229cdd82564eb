package io.pneumonia.examples;

import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Lesson 2: many pictures in bounded memory; one that cannot be used does not stop the others. */
public final class PredictFolder {

  private PredictFolder() {}

  /**
   * Predicts every file of a folder.
   *
   * @param args the model file and the folder
   * @throws IOException if the folder cannot be listed
   */
  public static void main(String[] args) throws IOException {
    try (Predictor predictor = Predictors.open(Path.of(args[0]), "onnx");
        Stream<Path> files = Files.list(Path.of(args[1])).filter(Files::isRegularFile).sorted();
        Stream<Outcome> outcomes = predictor.predictFiles(files)) {
      outcomes.forEach(PredictFolder::print);
    }
  }

  private static void print(Outcome outcome) {
    if (outcome instanceof Outcome.Predicted predicted) {
      System.out.println(outcome.name() + ": " + predicted.prediction().decision().finding());
    } else if (outcome instanceof Outcome.Refused refused) {
      System.out.println("refused: " + refused.error().getMessage());
    }
  }
}
