package io.pneumonia.cli;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npy} format, versions 1 to 3: little-endian float32 or float64 in C order are
 * read, version 1 float32 is written.
 */
final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\), *\\}\\s*");

  private NpyFile() {}

  static FloatTensor read(Path file) throws IOException {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
    Matcher header = HEADER.matcher(header(file, bytes));
    if (!header.matches() || header.group(2).equals("True")) {
      throw new IOException(file + ": expected a C-order array, found header " + header);
    }
    TensorShape shape = shape(file, header.group(3));
    return switch (header.group(1)) {
      case "<f4" ->
          FloatTensor.copyOf(shape, exactly(file, bytes, shape, Float.BYTES).asFloatBuffer());
      case "<f8" -> narrowed(exactly(file, bytes, shape, Double.BYTES), shape);
      default ->
          throw new IOException(file + ": expected <f4 or <f8, found dtype " + header.group(1));
    };
  }

  private static String header(Path file, ByteBuffer bytes) throws IOException {
    byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC) || bytes.remaining() < 6) {
      throw new IOException(file + ": expected a NumPy .npy file, found other bytes");
    }
    int version = bytes.get();
    bytes.get();
    int length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException(file + ": the header is truncated");
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static TensorShape shape(Path file, String sizes) throws IOException {
    try {
      return TensorShape.of(
          Arrays.stream(sizes.split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": shape (" + sizes + ") is not usable", e);
    }
  }

  private static ByteBuffer exactly(Path file, ByteBuffer bytes, TensorShape shape, int each)
      throws IOException {
    if (bytes.remaining() != shape.elements() * each) {
      throw new IOException(
          file
              + ": expected "
              + shape.elements() * each
              + " bytes of data, found "
              + bytes.remaining());
    }
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static FloatTensor narrowed(ByteBuffer data, TensorShape shape) {
    return FloatTensor.write(
        shape,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) data.getDouble(i * Double.BYTES);
          }
        });
  }

  static void write(FloatTensor tensor, Path file) throws IOException {
    String sizes =
        Arrays.stream(tensor.shape().toArray())
            .mapToObj(size -> size + ",")
            .collect(Collectors.joining(" "));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int prefix = MAGIC.length + 4;
    int length = (prefix + text.length() + 1 + 63) / 64 * 64 - prefix;
    ByteBuffer bytes =
        ByteBuffer.allocate(prefix + length + tensor.size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    bytes.put(
        (text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    tensor.copyTo(bytes.asFloatBuffer());
    Files.write(file, bytes.array());
  }
}
