import io.pneumonia.Predictors;
import java.io.IOException;
import java.nio.file.Path;

/** Run by the build: keeps the model's conversion beside it, so that opening need not convert. */
final class ConvertModel {

  private ConvertModel() {}

  /** Takes the model file and the backend's name. */
  public static void main(String[] args) throws IOException {
    Predictors.convertAhead(Path.of(args[0]), args[1]);
  }
}
