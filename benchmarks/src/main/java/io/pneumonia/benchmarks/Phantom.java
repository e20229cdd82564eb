package io.pneumonia.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A drawn chest X-ray: body, two lungs, ribs, noise. Its JPEG has about as many bytes a pixel as a
 * hospital's, which decides what decoding costs.
 */
final class Phantom {

  private static final long SEED = 20261122;
  // 0.2 bytes a pixel, as the median of 44 pictures of the paediatric set.
  private static final float QUALITY = 0.9f;
  private static final int NOISE = 5;

  private Phantom() {}

  /**
   * A grey JPEG of the usual proportions.
   *
   * @param megapixels its size, 0.001 or more
   */
  static byte[] jpeg(double megapixels) throws IOException {
    int width = (int) Math.round(Math.sqrt(megapixels * 1e6 * 4 / 3));
    int height = (int) Math.round(megapixels * 1e6 / width);
    return encoded(drawn(width, height));
  }

  private static BufferedImage drawn(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = brightness((x + 0.5) / width, (y + 0.5) / height);
        row[x] = (byte) Math.max(0, Math.min(255, value + random.nextInt(-NOISE, NOISE + 1)));
      }
      picture.getRaster().setDataElements(0, y, width, 1, row);
    }
    return picture;
  }

  private static double brightness(double x, double y) {
    double body = 170 * Math.exp(-Math.pow((x - 0.5) / 0.42, 6));
    double lungs = Math.max(lung(x, y, 0.3), lung(x, y, 0.7));
    double ribs = 14 * Math.sin(40 * (y + 0.5 * Math.abs(x - 0.5)));
    return 20 + body * (1 - 0.65 * lungs) + ribs * lungs;
  }

  private static double lung(double x, double y, double center) {
    double distance = Math.pow((x - center) / 0.13, 2) + Math.pow((y - 0.48) / 0.3, 2);
    return 1 / (1 + Math.exp(8 * (distance - 1)));
  }

  private static byte[] encoded(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
