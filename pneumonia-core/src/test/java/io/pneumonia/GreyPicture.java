package io.pneumonia;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import java.util.Arrays;

/** A PNG of one grey level. */
final class GreyPicture {

  private static final int SIDE = 8;

  private GreyPicture() {}

  static EncodedImage of(String name, int level) {
    return EncodedImage.of(name, png(level));
  }

  static byte[] png(int level) {
    byte[] samples = new byte[SIDE * SIDE];
    Arrays.fill(samples, (byte) level);
    return PngWriter.write(PixelImage.of(SIDE, SIDE, 1, samples));
  }
}
