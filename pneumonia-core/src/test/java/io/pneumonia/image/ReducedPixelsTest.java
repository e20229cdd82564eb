package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reduced decoding against Pillow's draft mode, every sample by its digest. */
class ReducedPixelsTest {

  static Stream<String> reduced() {
    return Fixtures.lines("reduced.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("reduced")
  void givesThePixelsOfPillowsDraftMode(String line) throws Exception {
    String[] expected = line.split("\t", -1);
    EncodedImage file = EncodedImage.of(expected[0], Fixtures.bytes(expected[0]));
    PixelImage whole = new ImageDecoder().decode(file);
    int denominator = Integer.parseInt(expected[1]);

    ReducedImage found =
        new ImageDecoder()
            .decode(file, new Reduction(whole.width() / denominator, whole.height() / denominator));

    assertThat(found.denominator()).isEqualTo(denominator);
    assertThat(found.width()).isEqualTo(whole.width());
    assertThat(found.height()).isEqualTo(whole.height());
    assertThat(found.pixels().width()).hasToString(expected[2]);
    assertThat(found.pixels().height()).hasToString(expected[3]);
    assertThat(found.pixels().channels()).hasToString(expected[4]);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(found.pixels().toArray());
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(expected[5]);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 900, 448, 448, 2", "895, 900, 448, 448, 1", "4000, 3600, 448, 448, 8",
    "4000, 1800, 448, 448, 4", "60000, 60000, 1, 1, 8", "7, 7, 1, 1, 4"
  })
  void reducesAsFarAsEnoughIsLeft(int width, int height, int leastW, int leastH, int denominator) {
    assertThat(new Reduction(leastW, leastH).denominator(width, height)).isEqualTo(denominator);
  }

  @Test
  void decodesPngsWhole() {
    EncodedImage png = EncodedImage.of("grey.png", Fixtures.bytes("png-grey8.png"));

    ReducedImage found = new ImageDecoder().decode(png, new Reduction(1, 1));

    assertThat(found).isEqualTo(ReducedImage.whole(new ImageDecoder().decode(png)));
  }
}
