package io.pneumonia.examples;

import io.pneumonia.Explanation;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.image.EncodedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lesson 8: which places of the picture a score rests on. Where the network looked, not where the
 * disease is.
 */
public final class ExplainPrediction {

  private ExplainPrediction() {}

  /**
   * Predicts a picture and draws what the score rests on.
   *
   * @param args the model file, the picture, and the PNG to write
   * @throws IOException if the PNG cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path model = Path.of(args[0]);
    Path picture = Path.of(args[1]);
    Path drawing = Path.of(args[2]);
    // region explain
    try (Predictor predictor = Predictors.open(model, "onnx")) {
      Explanation explanation = predictor.explain(EncodedImage.read(picture));
      System.out.println(explanation.prediction().decision().finding()); // as predict says
      RelevanceMap map = explanation.map();
      System.out.println(map.value(0, 0)); // what the top left cell adds to the log-odds
      Files.write(drawing, explanation.png()); // over the picture, with a legend
    }
    // endregion
  }
}
