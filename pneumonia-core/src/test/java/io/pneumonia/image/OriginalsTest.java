package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Full-size X-rays as hospitals export them, against digests of Pillow's pixels. */
class OriginalsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("pneumonia.shared.data", "."), "originals");

  @BeforeAll
  static void needsTheOriginals() {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no full-size X-rays in " + FOLDER);
  }

  static java.util.stream.Stream<String> originals() {
    return Fixtures.lines("originals.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("originals")
  void givesThePixelsOfPillow(String line) throws Exception {
    String[] expected = line.split("\t", -1);

    EncodedImage original = EncodedImage.read(FOLDER.resolve(expected[0]));
    PixelImage found = new ImageDecoder().decode(original);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(found.toArray());
    assertThat(found.width()).hasToString(expected[1]);
    assertThat(found.height()).hasToString(expected[2]);
    assertThat(found.channels()).hasToString(expected[3]);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(expected[4]);
    assertThat(new ImageDecoder().decodeShared(original, Reduction.NONE).pixels()).isEqualTo(found);
  }
}
