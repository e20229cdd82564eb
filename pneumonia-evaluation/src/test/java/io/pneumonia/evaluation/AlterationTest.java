package io.pneumonia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.image.PixelImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alteration against Pillow's, every sample compared. */
class AlterationTest {

  private static final String FOLDER = "/evaluation/alterations/";

  record Golden(String picture, String alteration, int width, int height, int channels) {
    PixelImage pixels() {
      String file = FOLDER + picture + (alteration.isEmpty() ? "" : "." + alteration) + ".gz";
      try (InputStream in = new GZIPInputStream(open(file))) {
        return PixelImage.of(width, height, channels, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return picture + " " + alteration;
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(AlterationTest.class.getResourceAsStream(resource), resource);
  }

  private static List<Golden> index() throws IOException {
    try (InputStream in = open(FOLDER + "index.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(
              cells ->
                  new Golden(
                      cells[0],
                      cells[1],
                      Integer.parseInt(cells[2]),
                      Integer.parseInt(cells[3]),
                      Integer.parseInt(cells[4])))
          .toList();
    }
  }

  static Stream<Golden> altered() throws IOException {
    return index().stream().filter(golden -> !golden.alteration().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("altered")
  void givesThePixelsOfPillow(Golden golden) throws IOException {
    Golden before =
        index().stream()
            .filter(each -> each.picture().equals(golden.picture()) && each.alteration().isEmpty())
            .findFirst()
            .orElseThrow();
    PixelImage found = Alteration.valueOf(golden.alteration()).apply(before.pixels());
    assertThat(found).hasToString(golden.pixels().toString());
    assertThat(found.toArray()).isEqualTo(golden.pixels().toArray());
  }

  @Test
  void everyAlterationHasAGoldenFile() throws IOException {
    assertThat(altered().map(Golden::alteration).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Alteration.values()).map(Alteration::name).toList());
  }

  @ParameterizedTest
  @EnumSource(Alteration.class)
  void altersTheSmallestPicture(Alteration alteration) {
    PixelImage pixel = PixelImage.of(1, 1, 3, new byte[] {1, 2, 3});
    assertThat(alteration.apply(pixel)).hasToString("1x1 RGB");
  }
}
