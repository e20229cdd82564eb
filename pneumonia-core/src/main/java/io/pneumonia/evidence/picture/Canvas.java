package io.pneumonia.evidence.picture;

import io.pneumonia.image.PixelImage;
import java.util.Arrays;

/** Pixels in red, green and blue that are being drawn on. */
final class Canvas {

  private final int width;
  private final int height;
  private final byte[] samples;

  /** A canvas of one grey level. */
  Canvas(int width, int height, int grey) {
    this.width = width;
    this.height = height;
    this.samples = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    Arrays.fill(samples, (byte) grey);
  }

  int width() {
    return width;
  }

  /** Copies a picture onto the canvas, which it must not exceed. */
  void put(PixelImage picture, int left, int top) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          int from = picture.isGrey() ? 0 : channel;
          samples[index(left + x, top + y, channel)] = (byte) picture.sample(x, y, from);
        }
      }
    }
  }

  /**
   * Moves one sample towards a level.
   *
   * @param level 0 to 255
   * @param share 0 for none of it, 1 for all
   */
  void blend(int x, int y, int channel, double level, double share) {
    int at = index(x, y, channel);
    double before = samples[at] & 0xFF;
    samples[at] = (byte) Math.round(before + share * (level - before));
  }

  private int index(int x, int y, int channel) {
    return (y * width + x) * 3 + channel;
  }

  PixelImage picture() {
    return PixelImage.of(width, height, 3, samples);
  }
}
