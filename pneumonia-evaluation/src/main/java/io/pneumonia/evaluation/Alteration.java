package io.pneumonia.evaluation;

import io.pneumonia.image.JpegRoundTrip;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PixelResizer;
import java.util.function.UnaryOperator;

/**
 * Ways in which the same chest may come as another picture: exposure, compression, size and framing
 * as they differ from hospital to hospital. Made of the decoded pixels, before any preprocessing,
 * and equal to what Pillow and numpy make.
 */
public enum Alteration implements UnaryOperator<PixelImage> {
  /** {@code 255 (v / 255)^0.7}, brighter. */
  GAMMA_70("gamma 0.7", image -> gamma(image, 0.7)),
  /** {@code 255 (v / 255)^0.85}, a little brighter. */
  GAMMA_85("gamma 0.85", image -> gamma(image, 0.85)),
  /** {@code 255 (v / 255)^1.2}, a little darker. */
  GAMMA_120("gamma 1.2", image -> gamma(image, 1.2)),
  /** {@code 255 (v / 255)^1.4}, darker. */
  GAMMA_140("gamma 1.4", image -> gamma(image, 1.4)),
  /** {@code ImageEnhance.Contrast(image).enhance(0.7)}. */
  CONTRAST_70("contrast 0.7", image -> contrast(image, 0.7f)),
  /** {@code ImageEnhance.Contrast(image).enhance(0.85)}. */
  CONTRAST_85("contrast 0.85", image -> contrast(image, 0.85f)),
  /** {@code ImageEnhance.Contrast(image).enhance(1.15)}. */
  CONTRAST_115("contrast 1.15", image -> contrast(image, 1.15f)),
  /** {@code ImageEnhance.Contrast(image).enhance(1.3)}. */
  CONTRAST_130("contrast 1.3", image -> contrast(image, 1.3f)),
  /** Saved as a JPEG of quality 30 and opened again. */
  JPEG_30("JPEG quality 30", image -> JpegRoundTrip.apply(image, 30)),
  /** Half the width and height, rounded down, by Pillow's bicubic. */
  HALF_RESOLUTION("half resolution", Alteration::half),
  /** Without a margin of 5 % on every side, rounded down. */
  CROP_5("5 % crop", Alteration::crop);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
  private final UnaryOperator<PixelImage> change;

  Alteration(String label, UnaryOperator<PixelImage> change) {
    this.label = label;
    this.change = change;
  }

  /**
   * The name for people.
   *
   * @return a few words
   */
  public String label() {
    return label;
  }

  /**
   * Alters a picture.
   *
   * @param image decoded pixels, left as they are
   * @return a new picture
   */
  @Override
  public PixelImage apply(PixelImage image) {
    return change.apply(image);
  }

  private static PixelImage gamma(PixelImage image, double exponent) {
    byte[] table = new byte[256];
    for (int v = 0; v < table.length; v++) {
      table[v] = (byte) Math.rint(255 * StrictMath.pow(v / 255.0, exponent));
    }
    return mapped(image, table);
  }

  /** Pillow blends with a picture of the mean grey, in float32, and cuts off fractions. */
  private static PixelImage contrast(PixelImage image, float factor) {
    int mean = (int) (meanGrey(image) + 0.5);
    byte[] table = new byte[256];
    for (int v = 0; v < table.length; v++) {
      float blended = mean + factor * (v - mean);
      table[v] = (byte) Math.max(0, Math.min(255, blended));
    }
    return mapped(image, table);
  }

  private static double meanGrey(PixelImage image) {
    byte[] row = new byte[image.width() * image.channels()];
    long sum = 0;
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row, 0);
      for (int i = 0; i < row.length; i += image.channels()) {
        sum += image.isGrey() ? row[i] & 0xFF : grey(row[i] & 0xFF, row[i + 1], row[i + 2]);
      }
    }
    return (double) sum / ((long) image.width() * image.height());
  }

  /** Pillow's {@code convert("L")}. */
  private static int grey(int red, byte green, byte blue) {
    return (19595 * red + 38470 * (green & 0xFF) + 7471 * (blue & 0xFF) + 32768) >> 16;
  }

  private static PixelImage mapped(PixelImage image, byte[] table) {
    byte[] samples = image.toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = table[samples[i] & 0xFF];
    }
    return PixelImage.of(image.width(), image.height(), image.channels(), samples);
  }

  private static PixelImage half(PixelImage image) {
    return Bicubic.RESIZER.resize(
        image, Math.max(1, image.width() / 2), Math.max(1, image.height() / 2));
  }

  private static PixelImage crop(PixelImage image) {
    int left = image.width() / 20;
    int top = image.height() / 20;
    int width = image.width() - 2 * left;
    int height = image.height() - 2 * top;
    int channels = image.channels();
    byte[] row = new byte[image.width() * channels];
    byte[] samples = new byte[width * height * channels];
    for (int y = 0; y < height; y++) {
      image.copyRow(top + y, row, 0);
      System.arraycopy(row, left * channels, samples, y * width * channels, width * channels);
    }
    return PixelImage.of(width, height, channels, samples);
  }

  /** Made when it is first needed. */
  private static final class Bicubic {
    static final PixelResizer RESIZER = PixelResizer.of(Interpolation.PILLOW_BICUBIC);
  }
}
