package io.pneumonia.image;

import java.util.List;

/**
 * What is left of a picture that was saved as a JPEG: its pixels after Pillow's {@code save(...,
 * format="JPEG", quality=q)} and {@code Image.open}, to the bit. Grey stays one channel; colour is
 * stored as YCbCr with halved chroma (4:2:0), as Pillow does unless told otherwise.
 *
 * <p>For maintainers. Samples to coefficients to rounded coefficients and back; what a file adds,
 * entropy coding, loses nothing and is left out. Colour by libjpeg's fixed point of 16 bits; chroma
 * by the mean of four samples, halves rounded down and up alternately along a row; edges repeat the
 * last sample. A coefficient is divided by its step and rounded, halves away from zero. The steps
 * are those of ITU T.81, annex K, in percent of {@code 5000 / q} below quality 50 and {@code 200 -
 * 2 q} from there on, rounded, from 1 to 255.
 */
public final class JpegRoundTrip {

  private static final int[] LUMA_STEPS = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };

  private static final int[] CHROMA_STEPS = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  private JpegRoundTrip() {}

  /** One component before it is transformed. */
  private interface Samples {
    /** The sample of a column and a row, which may lie beyond the edges to the right and below. */
    int at(int x, int y);
  }

  /**
   * Saves and opens, without the file.
   *
   * @param image the picture
   * @param quality 1 (worst) to 100
   * @return a picture of the same size and channels
   * @throws IllegalArgumentException if the quality is out of range
   */
  public static PixelImage apply(PixelImage image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality: expected 1 to 100, found " + quality);
    }
    int[] luma = steps(LUMA_STEPS, quality);
    int right = image.width() - 1;
    int bottom = image.height() - 1;
    byte[] samples = image.toArray();
    if (image.isGrey()) {
      JpegFrame.Size size =
          new JpegFrame.Size(image.width(), image.height(), 1, 1, JpegComponent.SIDE);
      Samples grey =
          (x, y) -> samples[Math.min(y, bottom) * image.width() + Math.min(x, right)] & 0xFF;
      return JpegDecoder.assemble(size, List.of(component(size, 1, luma, grey)), JpegColour.GREY);
    }
    JpegFrame.Size size =
        new JpegFrame.Size(image.width(), image.height(), 2, 2, JpegComponent.SIDE);
    int[] chroma = steps(CHROMA_STEPS, quality);
    toYcc(samples, image.width() * image.height());
    return JpegDecoder.assemble(
        size,
        List.of(
            component(size, 2, luma, full(samples, right, bottom)),
            component(size, 1, chroma, halved(samples, 1, right, bottom)),
            component(size, 1, chroma, halved(samples, 2, right, bottom))),
        JpegColour.YCBCR);
  }

  private static int[] steps(int[] table, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] steps = new int[JpegComponent.BLOCK];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.max(1, Math.min(255, (table[i] * percent + 50) / 100));
    }
    return steps;
  }

  /** Red, green and blue to Y, Cb and Cr, in place; constants times 2^16, rounded. */
  private static void toYcc(byte[] samples, int pixels) {
    int half = 1 << 15;
    int centre = (128 << 16) + half - 1;
    for (int i = 0; i < 3 * pixels; i += 3) {
      int r = samples[i] & 0xFF;
      int g = samples[i + 1] & 0xFF;
      int b = samples[i + 2] & 0xFF;
      samples[i] = (byte) ((19595 * r + 38470 * g + 7471 * b + half) >> 16);
      samples[i + 1] = (byte) ((-11059 * r - 21709 * g + 32768 * b + centre) >> 16);
      samples[i + 2] = (byte) ((32768 * r - 27439 * g - 5329 * b + centre) >> 16);
    }
  }

  private static Samples full(byte[] ycc, int right, int bottom) {
    int stride = 3 * (right + 1);
    return (x, y) -> ycc[Math.min(y, bottom) * stride + 3 * Math.min(x, right)] & 0xFF;
  }

  /** Beyond the right edge the last column is halved again; below, the last halved row repeats. */
  private static Samples halved(byte[] ycc, int channel, int right, int bottom) {
    int stride = 3 * (right + 1);
    return (x, y) -> {
      int row = Math.min(2 * y, bottom - bottom % 2);
      int upper = row * stride + channel;
      int lower = Math.min(row + 1, bottom) * stride + channel;
      int first = 3 * Math.min(2 * x, right);
      int second = 3 * Math.min(2 * x + 1, right);
      int sum =
          (ycc[upper + first] & 0xFF)
              + (ycc[upper + second] & 0xFF)
              + (ycc[lower + first] & 0xFF)
              + (ycc[lower + second] & 0xFF);
      return (sum + 1 + x % 2) >> 2;
    };
  }

  private static JpegComponent component(
      JpegFrame.Size size, int sampling, int[] steps, Samples samples) {
    JpegComponent component =
        new JpegComponent(new JpegComponent.Declared(0, sampling, sampling, 0), size);
    component.allocate(true, byte[]::new);
    int[] quant = new int[JpegComponent.BLOCK];
    for (int k = 0; k < quant.length; k++) {
      quant[k] = steps[ZigZag.natural(k)];
    }
    component.quant = quant;
    int[] block = new int[JpegComponent.BLOCK];
    for (int row = 0; row < component.ownBlocksHigh(); row++) {
      for (int column = 0; column < component.ownBlocksWide(); column++) {
        for (int i = 0; i < block.length; i++) {
          block[i] = samples.at(8 * column + i % 8, 8 * row + i / 8) - 128;
        }
        ForwardDct.transform(block);
        quantise(block, quant, component.coefficients[row], column * JpegComponent.BLOCK);
      }
    }
    return component;
  }

  private static void quantise(int[] block, int[] quant, short[] target, int offset) {
    for (int k = 0; k < quant.length; k++) {
      int value = block[ZigZag.natural(k)];
      int divisor = 8 * quant[k];
      int magnitude = (Math.abs(value) + divisor / 2) / divisor;
      target[offset + k] = (short) (value < 0 ? -magnitude : magnitude);
    }
  }
}
