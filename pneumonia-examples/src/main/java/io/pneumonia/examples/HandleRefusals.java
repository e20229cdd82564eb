package io.pneumonia.examples;

import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;

/** Lesson 7: four kinds of error, by whose turn it is. There is never an invented result. */
public final class HandleRefusals {

  private HandleRefusals() {}

  /**
   * Predicts a picture, or says why not.
   *
   * @param args the model file and the picture
   */
  public static void main(String[] args) {
    try (Predictor predictor = Predictors.open(Path.of(args[0]), "onnx")) {
      EncodedImage picture = EncodedImage.read(Path.of(args[1]));
      System.out.println(predictor.predict(picture).decision().finding());
    } catch (ImageRejected e) {
      System.out.println("Send another picture: " + e.getMessage() + " [" + e.code() + "]");
    } catch (ModelRejected e) {
      System.out.println("Mend the model or its card: " + e.getMessage() + " [" + e.code() + "]");
    } catch (BackendUnavailable e) {
      System.out.println("Mend the installation: " + e.getMessage() + " [" + e.code() + "]");
    } catch (InferenceFailed e) {
      System.out.println("The network failed: " + e.getMessage() + " [" + e.code() + "]");
    }
  }
}
