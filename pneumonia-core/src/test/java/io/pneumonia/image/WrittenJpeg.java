package io.pneumonia.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Ways in which the JDK writes a JPEG, each of which can be shared in another way. */
enum WrittenJpeg {
  /** Read ahead from the middle. */
  GREY(BufferedImage.TYPE_BYTE_GRAY, 0, false),
  GREY_PROGRESSIVE(BufferedImage.TYPE_BYTE_GRAY, 0, true),
  /** Divided at the markers, which here are in the middle of rows. */
  GREY_RESTARTED(BufferedImage.TYPE_BYTE_GRAY, 77, false),
  COLOUR(BufferedImage.TYPE_INT_RGB, 0, false),
  COLOUR_RESTARTED(BufferedImage.TYPE_INT_RGB, 59, false);

  private final int imageType;
  private final int restartInterval;
  private final boolean progressive;

  WrittenJpeg(int imageType, int restartInterval, boolean progressive) {
    this.imageType = imageType;
    this.restartInterval = restartInterval;
    this.progressive = progressive;
  }

  /** Waves and noise. */
  byte[] of(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, imageType);
    Random random = new Random(5);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double wave = Math.sin(x * y * 1e-4) + Math.cos(x * 0.03) + Math.sin(y * 0.011);
        int level = (int) (128 + 30 * wave + random.nextGaussian() * 6);
        int blue = (int) (128 + 60 * Math.sin(x * 0.02));
        image.setRGB(x, y, level << 16 | (255 - level) << 8 | blue);
      }
    }
    return write(image);
  }

  private byte[] write(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
      if (restartInterval > 0) {
        addRestarts(metadata);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void addRestarts(IIOMetadata metadata) throws IOException {
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode restarts = new IIOMetadataNode("dri");
    restarts.setAttribute("interval", Integer.toString(restartInterval));
    root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
    metadata.setFromTree(format, root);
  }
}
