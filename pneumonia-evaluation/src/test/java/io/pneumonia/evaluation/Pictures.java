package io.pneumonia.evaluation;

import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes PNGs of one grey level. */
final class Pictures {

  private Pictures() {}

  static Path write(Path file, int level, int width, int height) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) level);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, PngWriter.write(PixelImage.of(width, height, 1, samples)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
