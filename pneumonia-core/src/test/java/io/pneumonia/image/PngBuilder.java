package io.pneumonia.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PNGs chunk by chunk, sensible or not. */
final class PngBuilder {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PngBuilder() {
    bytes.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
  }

  /** A header without interlacing. */
  static PngBuilder of(int width, int height, int depth, int colour) {
    return new PngBuilder().header(width, height, depth, colour, 0);
  }

  PngBuilder header(int width, int height, int depth, int colour, int interlace) {
    ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
    data.put((byte) depth).put((byte) colour).putShort((short) 0).put((byte) interlace);
    return chunk("IHDR", data.array());
  }

  PngBuilder rows(int... filteredBytes) {
    byte[] raw = new byte[filteredBytes.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) filteredBytes[i];
    }
    return chunk("IDAT", deflated(raw));
  }

  PngBuilder chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(data.length);
      out.write(name);
      out.write(data);
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] end() {
    return chunk("IEND", new byte[0]).soFar();
  }

  byte[] soFar() {
    return bytes.toByteArray();
  }

  static byte[] deflated(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
      deflater.write(raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Makes the checksums of all chunks fit, as far as there are chunks. */
  static void mendChecksums(byte[] png) {
    ByteBuffer buffer = ByteBuffer.wrap(png);
    int at = 8;
    while (png.length - at >= 12) {
      int length = buffer.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
  }
}
