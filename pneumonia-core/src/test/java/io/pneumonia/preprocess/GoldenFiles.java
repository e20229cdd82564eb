package io.pneumonia.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.image.PixelImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** What {@code src/test/python/make_preprocess_fixtures.py} wrote. */
final class GoldenFiles {

  private final JsonNode index;
  private final byte[] images;
  private final byte[] bytes;
  private final byte[] floats;

  private GoldenFiles() throws IOException {
    try (InputStream in = open("index.json")) {
      index = new ObjectMapper().readTree(in);
    }
    images = unpack("images.bin.gz");
    bytes = unpack("bytes.bin.gz");
    floats = unpack("floats.bin.gz");
  }

  static GoldenFiles load() {
    try {
      return new GoldenFiles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = GoldenFiles.class.getResourceAsStream("/preprocess/" + name);
    if (in == null) {
      throw new IOException("no golden file " + name);
    }
    return in;
  }

  private static byte[] unpack(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(open(name))) {
      return in.readAllBytes();
    }
  }

  JsonNode cases(String section) {
    return index.get(section);
  }

  PixelImage image(String name) {
    JsonNode entry = index.get("images").get(name);
    int width = entry.get("width").asInt();
    int height = entry.get("height").asInt();
    int channels = entry.get("channels").asInt();
    int offset = entry.get("offset").asInt();
    byte[] samples = Arrays.copyOfRange(images, offset, offset + width * height * channels);
    return PixelImage.of(width, height, channels, samples);
  }

  float[] floats(int offset, int count) {
    float[] values = new float[count];
    ByteBuffer.wrap(floats, offset, count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** 8-bit samples, as the float32 numbers that a tensor without scaling has. */
  float[] bytesAsFloats(int offset, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes[offset + i] & 0xFF;
    }
    return values;
  }
}
