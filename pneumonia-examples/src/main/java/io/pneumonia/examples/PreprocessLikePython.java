package io.pneumonia.examples;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.tensor.FloatTensor;
import java.nio.file.Path;

/**
 * Lesson 6: only the tensor, for a network that you run yourself. The same values as Python's
 * {@code np.asarray(Image.open(f).convert("RGB").resize((224, 224)), np.float32) / 255}.
 */
public final class PreprocessLikePython {

  private PreprocessLikePython() {}

  /**
   * Prints the shape and the first values.
   *
   * @param args the picture
   */
  public static void main(String[] args) {
    PixelImage pixels = new ImageDecoder().decode(EncodedImage.read(Path.of(args[0])));
    FloatTensor tensor = Preprocessor.of(PreprocessSpec.pillow()).apply(pixels);
    System.out.println(tensor.shape() + " from " + pixels);
    System.out.println(tensor.get(0) + " " + tensor.get(1) + " " + tensor.get(2));
  }
}
