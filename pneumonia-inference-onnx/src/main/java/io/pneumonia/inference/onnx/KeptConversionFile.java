package io.pneumonia.inference.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * A file with a kept conversion: an ONNX model whose last field, one more fact of its metadata, is
 * the CRC-32 of all bytes before it. Weights have no check of their own.
 */
final class KeptConversionFile {

  private static final String CHECKSUM = "pneumonia.crc32";
  private static final int DIGITS = 8;

  /** A field's tag, its length and, as fields inside it, the key and the value. */
  private static final int TAIL_LENGTH = 2 + 2 + CHECKSUM.length() + 2 + DIGITS;

  private KeptConversionFile() {}

  /** Writes a model with the facts about it. */
  static void write(OnnxModel model, Path file) throws IOException {
    WholeFile.write(
        file,
        out -> {
          CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
          model.writeTo(checked);
          out.write(tail(checked.getChecksum().getValue()));
        });
  }

  private static byte[] tail(long checksum) {
    return OnnxModel.trailingFact(CHECKSUM, HexFormat.of().toHexDigits(checksum, DIGITS));
  }

  /**
   * The bytes of a file, outside the heap, as the runtime wants them.
   *
   * @return empty if the file is not whole, or another kind of file
   */
  static Optional<ByteBuffer> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) size);
      int count;
      do {
        count = channel.read(bytes);
      } while (count > 0);
      return isWhole(bytes.flip()) ? Optional.of(bytes.rewind()) : Optional.empty();
    }
  }

  private static boolean isWhole(ByteBuffer bytes) {
    int content = bytes.limit() - TAIL_LENGTH;
    if (content < 0) {
      return false;
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes.slice(0, content));
    byte[] digits = new byte[DIGITS];
    bytes.get(content + TAIL_LENGTH - DIGITS, digits);
    return new String(digits, StandardCharsets.US_ASCII)
        .equals(HexFormat.of().toHexDigits(checksum.getValue(), DIGITS));
  }
}
