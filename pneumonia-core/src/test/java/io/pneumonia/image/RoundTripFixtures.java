package io.pneumonia.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What Pillow makes of golden pictures; for the tests of several packages. */
public final class RoundTripFixtures {

  private RoundTripFixtures() {}

  /** One line of the index: a picture, and what was done to it. */
  public record Golden(String file, String what, int width, int height, int channels) {

    /** The picture before. */
    public PixelImage before() {
      return new ImageDecoder().decode(EncodedImage.of(file, Fixtures.bytes(file)));
    }

    /** The picture afterwards. */
    public PixelImage after() {
      String resource = "/image/round-trip/" + file + "." + what + ".gz";
      InputStream stored = RoundTripFixtures.class.getResourceAsStream(resource);
      try (InputStream in = new GZIPInputStream(Objects.requireNonNull(stored, resource))) {
        return PixelImage.of(width, height, channels, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return file + " " + what;
    }
  }

  /** Pictures after saving as a JPEG; the quality follows the letter q. */
  public static Stream<Golden> saved() {
    return all().filter(golden -> golden.what().startsWith("q"));
  }

  /** Pictures after a bicubic resize to half the size. */
  public static Stream<Golden> halved() {
    return all().filter(golden -> golden.what().equals("half"));
  }

  private static Stream<Golden> all() {
    return Fixtures.lines("round-trip/index.tsv").stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                new Golden(
                    cells[0],
                    cells[1],
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4])));
  }
}
