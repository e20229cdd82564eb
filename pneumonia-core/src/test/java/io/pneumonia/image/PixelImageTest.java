package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PixelImageTest {

  private static final byte[] SAMPLES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 200};
  private final PixelImage rgb = PixelImage.of(2, 2, 3, SAMPLES);

  @Test
  void samplesAreInterleavedFromTheTopAndUnsigned() {
    assertThat(rgb.sample(1, 0, 2)).isEqualTo(6);
    assertThat(rgb.sample(0, 1, 0)).isEqualTo(7);
    assertThat(rgb.sample(1, 1, 2)).isEqualTo(200);
  }

  @Test
  void knowsWhetherItIsGrey() {
    assertThat(rgb.isGrey()).isFalse();
    assertThat(rgb.channels()).isEqualTo(3);
    assertThat(PixelImage.of(4, 3, 1, SAMPLES).isGrey()).isTrue();
  }

  @Test
  void copiesInAndOut() {
    byte[] source = SAMPLES.clone();
    PixelImage image = PixelImage.of(12, 1, 1, source);
    source[0] = 99;
    image.toArray()[0] = 98;
    assertThat(image.sample(0, 0, 0)).isEqualTo(1);
  }

  @Test
  void copiesARow() {
    byte[] target = new byte[8];
    rgb.copyRow(1, target, 2);
    assertThat(target).containsExactly(0, 0, 7, 8, 9, 10, 11, 200);
  }

  @Test
  void copiesPixelsOfARow() {
    byte[] target = new byte[5];
    rgb.copyRow(1, 1, 1, target, 1);
    assertThat(target).containsExactly(0, 10, 11, 200, 0);
  }

  @Test
  void refusesSamplesOutside() {
    int[][] outside = {{2, 0, 0}, {-1, 1, 0}, {0, 2, 0}, {0, -1, 0}, {0, 0, 3}, {0, 0, -1}};
    for (int[] at : outside) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> rgb.sample(at[0], at[1], at[2]));
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> rgb.copyRow(2, new byte[6], 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> rgb.copyRow(0, 1, 2, new byte[6], 0));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelImage.of(2, 2, 3, new byte[11]))
        .withMessage("samples: expected 12, found 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelImage.of(2, 2, 2, new byte[8]))
        .withMessage("channels: expected 1 or 3, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelImage.of(0, 2, 1, new byte[0]))
        .withMessage("image size: expected positive, found 0x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelImage.of(1 << 16, 1 << 16, 1, new byte[0]))
        .withMessage("samples: expected 4294967296, found 0");
  }

  @Test
  void equalsByContent() {
    assertThat(rgb).isEqualTo(PixelImage.of(2, 2, 3, SAMPLES));
    assertThat(rgb).hasSameHashCodeAs(PixelImage.of(2, 2, 3, SAMPLES));
    assertThat(rgb).isNotEqualTo(PixelImage.of(4, 1, 3, SAMPLES));
    assertThat(rgb).isNotEqualTo(PixelImage.of(2, 2, 3, new byte[12]));
    assertThat(rgb).isNotEqualTo("2x2 RGB");
  }

  @Test
  void describesItself() {
    assertThat(rgb).hasToString("2x2 RGB");
    assertThat(PixelImage.of(4, 3, 1, SAMPLES)).hasToString("4x3 grey");
  }
}
