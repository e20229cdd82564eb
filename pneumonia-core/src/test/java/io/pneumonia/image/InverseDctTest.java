package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InverseDctTest {

  private static final int EVERYWHERE = 63;

  @Test
  void shortcutForOccupiedQuarterChangesNothing() {
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      int[] block = new int[64];
      int occupied = 0;
      for (int i = 0; i < 1 + round % 16; i++) {
        int index = random.nextInt(4) * 8 + random.nextInt(4);
        block[index] = random.nextInt(4096) - 2048;
        occupied |= index;
      }
      assertThat(transformed(block.clone(), occupied)).isEqualTo(transformed(block, EVERYWHERE));
    }
  }

  @Test
  void shortcutForFlatBlocksChangesNothing() {
    for (int dc = -3000; dc <= 3000; dc++) {
      int[] block = new int[64];
      block[0] = dc;
      byte[] flat = new byte[64];
      InverseDct.flat(dc, 8, flat, 0, 8);
      assertThat(flat).isEqualTo(transformed(block, EVERYWHERE));
    }
  }

  @Test
  void isWithinOneOfTheRealTransform() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int[] block = new int[64];
      for (int i = 0; i < 12; i++) {
        block[random.nextInt(64)] = random.nextInt(200) - 100;
      }
      double[] exact = exact(block);
      byte[] found = transformed(block, EVERYWHERE);
      for (int i = 0; i < 64; i++) {
        double expected = Math.max(0, Math.min(255, exact[i] + 128));
        assertThat((double) (found[i] & 0xFF)).isBetween(expected - 1, expected + 1);
      }
    }
  }

  private static byte[] transformed(int[] block, int occupied) {
    byte[] samples = new byte[64];
    InverseDct.transform(block, occupied, samples, 0, 8);
    return samples;
  }

  /** ITU T.81, A.3.3. */
  private static double[] exact(int[] block) {
    double[] samples = new double[64];
    for (int i = 0; i < 64; i++) {
      for (int k = 0; k < 64; k++) {
        double horizontal = (k % 8 == 0 ? Math.sqrt(0.5) : 1) * cosine(i % 8, k % 8);
        double vertical = (k / 8 == 0 ? Math.sqrt(0.5) : 1) * cosine(i / 8, k / 8);
        samples[i] += block[k] * horizontal * vertical / 4;
      }
    }
    return samples;
  }

  private static double cosine(int position, int frequency) {
    return Math.cos((2 * position + 1) * frequency * Math.PI / 16);
  }
}
