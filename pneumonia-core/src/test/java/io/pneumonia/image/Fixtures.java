package io.pneumonia.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The golden pictures, and the pixels that Pillow has for them. */
final class Fixtures {

  private Fixtures() {}

  /** One line of the index: a file, read under a policy. */
  record Golden(String file, SixteenBitGrey policy, int width, int height, int channels) {

    EncodedImage image() {
      return EncodedImage.of(file, bytes(file));
    }

    PixelImage expected() {
      String name = file.substring(0, file.lastIndexOf('.')) + "." + policy + ".gz";
      try (InputStream in = new GZIPInputStream(open("golden/" + name))) {
        return PixelImage.of(width, height, channels, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    ImageDecoder decoder() {
      return new ImageDecoder(DecodeLimits.DEFAULT, policy);
    }

    @Override
    public String toString() {
      return file + " " + policy;
    }
  }

  static Stream<Golden> golden() {
    return lines("golden/index.tsv").stream()
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                new Golden(
                    cells[0],
                    SixteenBitGrey.valueOf(cells[1]),
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4])));
  }

  static byte[] bytes(String goldenFile) {
    try (InputStream in = open("golden/" + goldenFile)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String resource) {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(
        Fixtures.class.getResourceAsStream("/image/" + resource), resource);
  }
}
