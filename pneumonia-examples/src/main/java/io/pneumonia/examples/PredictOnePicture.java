package io.pneumonia.examples;

import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;

/** Lesson 1: a picture's bytes to a decision. */
public final class PredictOnePicture {

  private PredictOnePicture() {}

  /**
   * Predicts a picture.
   *
   * @param args the model file and the picture
   */
  public static void main(String[] args) {
    Path model = Path.of(args[0]);
    Path picture = Path.of(args[1]);
    // region predict
    try (Predictor predictor = Predictors.open(model, "onnx")) {
      Prediction prediction = predictor.predict(EncodedImage.read(picture));
      System.out.println(prediction.decision().finding()); // NORMAL or PNEUMONIA
      System.out.println(prediction.decision().rawScore().value()); // 0 to 1
      System.out.println(prediction.decision().confidence().rounded() + " %");
    }
    // endregion
  }
}
