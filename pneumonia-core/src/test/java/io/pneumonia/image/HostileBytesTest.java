package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pneumonia.error.ImageRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: pixels, or a clean refusal. */
class HostileBytesTest {

  private static final ImageDecoder DECODER =
      new ImageDecoder(new DecodeLimits(1 << 20, 1 << 20), SixteenBitGrey.WINDOW);
  private static final int MUTATIONS_A_FILE = 40;

  /** Run for real with {@code JAZZER_FUZZ=1}; else over the seeds beside it. */
  @FuzzTest(maxDuration = "5m")
  void decodesOrRefusesAnyBytes(byte[] bytes) {
    decodeOrRefuse(bytes);
  }

  /** The same, past PNG's checksums, which random bytes hardly ever fit. */
  @FuzzTest(maxDuration = "5m")
  void decodesOrRefusesAnyPng(byte[] bytes) {
    PngBuilder.mendChecksums(bytes);
    decodeOrRefuse(bytes);
  }

  @Test
  void decodesOrRefusesMutatedPictures() {
    Random random = new Random(20261122);
    List<byte[]> pictures =
        Fixtures.golden().map(Fixtures.Golden::file).distinct().map(Fixtures::bytes).toList();
    int refused = 0;
    for (byte[] picture : pictures) {
      for (int i = 0; i < MUTATIONS_A_FILE; i++) {
        refused += decodeOrRefuse(mutated(picture, pictures, random)) ? 0 : 1;
      }
    }
    assertThat(refused).isBetween(pictures.size(), pictures.size() * MUTATIONS_A_FILE - 1);
  }

  private static byte[] mutated(byte[] picture, List<byte[]> others, Random random) {
    byte[] mutated = picture.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(6)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt();
        case 2 -> mutated[at] = (byte) 0xFF;
        case 3 -> mutated = Arrays.copyOf(mutated, 1 + at);
        case 4 -> mutated[Math.min(at, random.nextInt(700))] = (byte) random.nextInt();
        default -> {
          byte[] other = others.get(random.nextInt(others.size()));
          int length = Math.min(random.nextInt(64), Math.min(mutated.length, other.length) - 1);
          int to = random.nextInt(mutated.length - length);
          System.arraycopy(other, random.nextInt(other.length - length), mutated, to, length);
        }
      }
    }
    if (random.nextBoolean()) {
      PngBuilder.mendChecksums(mutated);
    }
    return mutated;
  }

  private static boolean decodeOrRefuse(byte[] bytes) {
    try {
      PixelImage image = DECODER.decode(EncodedImage.of("x.img", bytes));
      assertThat(image.width()).isPositive();
      return true;
    } catch (ImageRejected rejected) {
      Rejections.requireClean(rejected);
      return false;
    }
  }
}
