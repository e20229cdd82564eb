package io.pneumonia.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Pixels to a PNG, 8 bits a sample and without loss.
 *
 * <p>Every row is filtered by "Up": what a row differs from the one above it compresses better than
 * the row, for photographs and for areas of one colour alike, and costs one subtraction.
 */
public final class PngWriter {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte UP = 2;

  private PngWriter() {}

  /**
   * Writes a picture.
   *
   * @param image one or three channels
   * @return the bytes of a PNG file
   */
  public static byte[] write(PixelImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    chunk(file, "IHDR", header(image));
    chunk(file, "IDAT", deflated(image));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] header(PixelImage image) {
    int colourType = image.isGrey() ? 0 : 2;
    return ByteBuffer.allocate(PngHeader.LENGTH)
        .putInt(image.width())
        .putInt(image.height())
        .put((byte) 8)
        .put((byte) colourType)
        .array();
  }

  private static byte[] deflated(PixelImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater)) {
      byte[] above = new byte[image.width() * image.channels()];
      byte[] row = new byte[above.length];
      for (int y = 0; y < image.height(); y++) {
        image.copyRow(y, row, 0);
        stream.write(UP);
        for (int index = 0; index < row.length; index++) {
          byte difference = (byte) (row[index] - above[index]);
          above[index] = row[index];
          row[index] = difference;
        }
        stream.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    file.writeBytes(int32(data.length));
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(int32((int) checksum.getValue()));
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
