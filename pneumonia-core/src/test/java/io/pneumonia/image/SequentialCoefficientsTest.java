package io.pneumonia.image;

import static io.pneumonia.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of a few blocks whose bits are written out. */
class SequentialCoefficientsTest {

  /** The only code of coefficient 0: no difference. */
  private static final String SAME = "0";

  private static final String END = "00";

  // One for a coefficient after as many zeros, each with the bit of a value of 1.
  private static final String AFTER_0 = "01" + "1";
  private static final String AFTER_15 = "10" + "1";
  private static final String AFTER_13 = "110" + "1";

  private static final String HUFFMAN_TABLES =
      "ffc4 0014 00 01000000000000000000000000000000 00"
          + "ffc4 0017 10 00030100000000000000000000000000 0001f1d1";

  /** One look finds two coefficients: either of them may lead out of the block. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        SAME + AFTER_15 + AFTER_15 + AFTER_15 + AFTER_15 + END,
        SAME + AFTER_0 + AFTER_15 + AFTER_15 + AFTER_15 + AFTER_15 + END,
        SAME + AFTER_15 + AFTER_15 + AFTER_15 + AFTER_15 + AFTER_0 + END
      })
  void refusesMoreThan64Coefficients(String bits) {
    assertRefused(picture(1, bits), ErrorCode.IMAGE_CORRUPT)
        .endsWith("expected at most 64 coefficients in a block, found more");
  }

  /**
   * Its 63 coefficients are found in pairs, the last one as the first or the second of its pair.
   */
  static Stream<String> fullBlocks() {
    return Stream.of(
        AFTER_0 + AFTER_15 + AFTER_15 + AFTER_15 + AFTER_13,
        AFTER_0.repeat(15) + AFTER_15 + AFTER_15 + AFTER_15);
  }

  /** After the last coefficient there is no code for the end, and the next block begins. */
  @ParameterizedTest
  @MethodSource("fullBlocks")
  void endsABlockAtItsLastCoefficient(String full) {
    String bits = SAME + full + SAME + END + SAME + AFTER_0 + END;

    PixelImage image = decode(picture(3, bits));

    assertThat(block(image, 0)).isNotEqualTo(block(image, 2)).contains(127, 129);
    assertThat(block(image, 1)).containsOnly(128);
    assertThat(block(image, 2)).isEqualTo(block(decode(picture(1, SAME + AFTER_0 + END)), 0));
  }

  @Test
  void readsABlockWithoutCoefficients() {
    assertThat(block(decode(picture(1, SAME + END)), 0)).containsOnly(128);
  }

  private static PixelImage decode(byte[] picture) {
    return new ImageDecoder().decode(EncodedImage.of("x", picture));
  }

  private static int[] block(PixelImage image, int index) {
    int[] samples = new int[64];
    Arrays.setAll(samples, i -> image.sample(8 * index + i % 8, i / 8, 0));
    return samples;
  }

  /** A row of blocks; all quantization steps are 8. */
  private static byte[] picture(int blocks, String bits) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(hex("ffd8 ffdb 0043 00" + "08".repeat(64)));
    file.writeBytes(hex("ffc0 000b 08 0008 00%02x 01 01 11 00".formatted(8 * blocks)));
    file.writeBytes(hex(HUFFMAN_TABLES));
    file.writeBytes(hex("ffda 0008 01 01 00 00 3f 00"));
    String padded = bits + "1".repeat(7 - (bits.length() + 7) % 8);
    for (int i = 0; i < padded.length(); i += 8) {
      file.write(Integer.parseInt(padded.substring(i, i + 8), 2));
    }
    file.writeBytes(hex("ffd9"));
    return file.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
