package io.pneumonia.examples;

import io.pneumonia.Predictor;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.decision.Decision;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;

/** Lesson 0: a picture's bytes to a decision, with the model that comes with the library. */
public final class PredictWithBundledModel {

  private PredictWithBundledModel() {}

  /**
   * Predicts a picture, or says why not.
   *
   * @param args the picture
   */
  public static void main(String[] args) {
    Path picture = Path.of(args[0]);
    // region bundled
    try (Predictor predictor = BundledModel.open("onnx")) {
      Decision decision = predictor.predict(EncodedImage.read(picture)).decision();
      System.out.println(decision.finding()); // NORMAL or PNEUMONIA
      System.out.println(decision.rawScore().value()); // 0 to 1
      System.out.println(decision.confidence().rounded() + " %");
    } catch (ImageRejected e) {
      System.out.println("refused: " + e.getMessage()); // never an invented result
    }
    // endregion
  }
}
