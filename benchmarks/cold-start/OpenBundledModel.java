import io.pneumonia.Predictor;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.image.EncodedImage;
import java.nio.file.Path;

/** What the first prediction of a fresh JVM waits for; run by {@code measure.sh}. */
final class OpenBundledModel {

  private OpenBundledModel() {}

  /** Prints the milliseconds of opening and of the first prediction. */
  public static void main(String[] args) {
    long start = System.nanoTime();
    try (Predictor predictor = BundledModel.open("onnx")) {
      long opened = System.nanoTime();
      predictor.predict(EncodedImage.read(Path.of(args[0])));
      long predicted = System.nanoTime();
      System.out.println(millis(opened - start) + " " + millis(predicted - opened));
    }
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
