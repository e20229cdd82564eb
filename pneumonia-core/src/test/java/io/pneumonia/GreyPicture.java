package io.pneumonia;

import io.pneumonia.image.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG of one grey level, written chunk by chunk. */
final class GreyPicture {

  private GreyPicture() {}

  static EncodedImage of(String name, int level) {
    return EncodedImage.of(name, png(level));
  }

  static byte[] png(int level) {
    int side = 8;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8).array());
    ByteBuffer rows = ByteBuffer.allocate(side * (side + 1));
    for (int y = 0; y < side; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < side; x++) {
        rows.put((byte) level);
      }
    }
    chunk(file, "IDAT", deflated(rows.array()));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] deflated(byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(data);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
