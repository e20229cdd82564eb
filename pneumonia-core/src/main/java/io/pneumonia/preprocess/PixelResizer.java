package io.pneumonia.preprocess;

import io.pneumonia.image.PixelImage;
import java.util.Objects;

/**
 * Brings pictures to another size, in 8 bits, bit for bit as the library that the filter is named
 * after: {@code Image.resize((width, height), resample)} for Pillow's. Safe for any number of
 * threads; what a network is fed comes from {@link Preprocessor} instead.
 */
public final class PixelResizer {

  private final Resampler resampler;
  private final Scratch.Pool scratches = new Scratch.Pool();

  private PixelResizer(Resampler resampler) {
    this.resampler = resampler;
  }

  /**
   * A resizer of one filter.
   *
   * @param interpolation the filter
   * @return a new resizer with empty caches
   * @throws IllegalArgumentException for {@link Interpolation#TENSORFLOW_BILINEAR}, which does not
   *     round to 8 bits
   */
  public static PixelResizer of(Interpolation interpolation) {
    if (interpolation == Interpolation.TENSORFLOW_BILINEAR) {
      throw new IllegalArgumentException(
          "interpolation: expected one that rounds to 8 bits, found " + interpolation);
    }
    return new PixelResizer(Resampler.of(Objects.requireNonNull(interpolation, "interpolation")));
  }

  /**
   * Resizes a picture without keeping its proportions.
   *
   * @param image the picture
   * @param width of the result, in pixels, 1 to {@link Preprocessor#MAX_SOURCE_SIDE}
   * @param height of the result, in pixels, in the same range
   * @return a picture of as many channels
   * @throws IllegalArgumentException if a side is out of range
   * @throws io.pneumonia.error.ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side of the picture
   *     exceeds {@link Preprocessor#MAX_SOURCE_SIDE}
   */
  public PixelImage resize(PixelImage image, int width, int height) {
    int most = Preprocessor.MAX_SOURCE_SIDE;
    if (width < 1 || width > most || height < 1 || height > most) {
      throw new IllegalArgumentException(
          "size: expected 1 to " + most + " a side, found " + width + "x" + height);
    }
    Preprocessor.requireUsableSize(image);
    Interleaved target = new Interleaved(width, height, image.channels());
    SourceBox whole = new SourceBox(0, 0, image.width(), image.height());
    Scratch scratch = scratches.borrow();
    resampler.resample(
        SourceRows.of(image, ColorMode.RGB), whole, Resampler.Band.whole(target), scratch, target);
    scratches.giveBack(scratch);
    return PixelImage.of(width, height, image.channels(), target.samples);
  }

  /** Planar rows to pixels. */
  private static final class Interleaved implements RowSink {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] samples;

    Interleaved(int width, int height, int channels) {
      this.width = width;
      this.height = height;
      this.channels = channels;
      this.samples = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public void row(int y, int[] row) {
      for (int c = 0; c < channels; c++) {
        for (int x = 0, i = y * width * channels + c; x < width; x++, i += channels) {
          samples[i] = (byte) row[c * width + x];
        }
      }
    }

    @Override
    public void row(int y, float[] row) {
      throw new IllegalStateException("a filter that was refused");
    }
  }
}
