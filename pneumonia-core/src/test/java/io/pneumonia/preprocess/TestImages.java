package io.pneumonia.preprocess;

import io.pneumonia.image.PixelImage;
import java.util.Random;

/** Pictures that tests make themselves. */
final class TestImages {

  private TestImages() {}

  /** The pattern of the fixture script, which has golden sums for it in real sizes. */
  static PixelImage pattern(int width, int height, int channels) {
    byte[] samples = new byte[width * height * channels];
    int i = 0;
    for (long y = 0; y < height; y++) {
      for (long x = 0; x < width; x++) {
        for (long c = 0; c < channels; c++) {
          long h = (x * 73 + y * 151 + c * 57) ^ ((x * y) >> 4);
          h = (h * 40503 + (x ^ y) * 977) >> 5;
          long ramp = (x * 255 / width + y * 255 / height) / 2;
          samples[i++] = (byte) ((ramp * 3 + (h & 255)) >> 2);
        }
      }
    }
    return PixelImage.of(width, height, channels, samples);
  }

  static PixelImage noise(Random random, int width, int height, int channels) {
    byte[] samples = new byte[width * height * channels];
    random.nextBytes(samples);
    return PixelImage.of(width, height, channels, samples);
  }

  /** The same picture with three equal channels. */
  static PixelImage replicated(PixelImage grey) {
    byte[] one = grey.toArray();
    byte[] three = new byte[one.length * 3];
    for (int i = 0; i < three.length; i++) {
      three[i] = one[i / 3];
    }
    return PixelImage.of(grey.width(), grey.height(), 3, three);
  }
}
