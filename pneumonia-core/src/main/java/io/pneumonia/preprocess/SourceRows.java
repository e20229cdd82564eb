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

  /** The room that {@link #read} needs for a row: what it has before it is reduced. */
  int bufferSize() {
    return image.width() * bytesPerPixel();
  }

  /** The room that {@link #read} needs for a pixel: what it has before it is reduced. */
  int bytesPerPixel() {
    return image.channels();
  }

  /** Writes row y, interleaved, {@link #channels()} unsigned bytes a pixel. */
  void read(int y, byte[] target) {
    read(y, 0, image.width(), target, 0);
  }

  /** Writes some pixels of row y, from pixel x on, from an index of the target on. */
  void read(int y, int x, int pixels, byte[] target, int offset) {
    image.copyRow(y, x, pixels, target, offset);
    if (reduced) {
      reduceToGrey(target, offset, pixels);
    }
  }

  private static void reduceToGrey(byte[] row, int offset, int pixels) {
    for (int x = offset, i = offset; x < offset + pixels; x++, i += 3) {
      int luma = 19595 * (row[i] & 0xFF) + 38470 * (row[i + 1] & 0xFF) + 7471 * (row[i + 2] & 0xFF);
      row[x] = (byte) ((luma + 32768) >> 16);
    }
  }
}
