package io.pneumonia.preprocess;

import io.pneumonia.image.PixelImage;

/**
 * The rows of a picture with as many channels as differ: colour is reduced to grey where only grey
 * is asked for, and a grey picture stays one channel however many the tensor has.
 *
 * <p>Grey is Pillow's {@code convert("L")}: ITU-R 601 luma in 16-bit fixed point, half rounded up,
 * {@code (19595 R + 38470 G + 7471 B + 32768) >> 16}. It comes before resizing, as in training.
 */
final class SourceRows {

  private final PixelImage image;
  private final boolean reduced;

  private SourceRows(PixelImage image, boolean reduced) {
    this.image = image;
    this.reduced = reduced;
  }

  static SourceRows of(PixelImage image, ColorMode mode) {
    boolean wantsGrey = mode == ColorMode.GREY || mode == ColorMode.GREY_REPLICATED;
    return new SourceRows(image, wantsGrey && !image.isGrey());
  }

  int width() {
    return image.width();
  }

  int height() {
    return image.height();
  }

  /** 1 or 3. */
  int channels() {
    return reduced ? 1 : image.channels();
  }

  /** The room that {@link #read} needs: a row before it is reduced. */
  int bufferSize() {
    return image.width() * image.channels();
  }

  /** Writes row y, interleaved, {@link #channels()} unsigned bytes a pixel. */
  void read(int y, byte[] target) {
    image.copyRow(y, target, 0);
    if (reduced) {
      reduceToGrey(target, image.width());
    }
  }

  private static void reduceToGrey(byte[] row, int width) {
    for (int x = 0, i = 0; x < width; x++, i += 3) {
      int luma = 19595 * (row[i] & 0xFF) + 38470 * (row[i + 1] & 0xFF) + 7471 * (row[i + 2] & 0xFF);
      row[x] = (byte) ((luma + 32768) >> 16);
    }
  }
}
