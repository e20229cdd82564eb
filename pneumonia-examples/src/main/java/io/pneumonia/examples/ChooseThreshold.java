package io.pneumonia.examples;

import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Threshold;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;

/**
 * Lesson 3: another threshold than the card's, and a band around it that is worth a second look.
 */
public final class ChooseThreshold {

  private ChooseThreshold() {}

  /**
   * Predicts a picture at a threshold of 0.3.
   *
   * @param args the model file and the picture
   */
  public static void main(String[] args) {
    PredictorOptions options =
        PredictorOptions.of(Path.of(args[0]), "onnx")
            .withThreshold(Threshold.of(0.3).withUncertainBand(0.1, 0.5));
    try (Predictor predictor = Predictors.open(options)) {
      Decision decision = predictor.predict(EncodedImage.read(Path.of(args[1]))).decision();
      System.out.println(
          decision.finding()
              + " at "
              + decision.threshold().value()
              + (decision.uncertain() ? ", close to the threshold" : ""));
    }
  }
}
