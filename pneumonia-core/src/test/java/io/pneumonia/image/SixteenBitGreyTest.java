package io.pneumonia.image;

import static io.pneumonia.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import org.junit.jupiter.api.Test;

class SixteenBitGreyTest {

  private static final byte[] PNG =
      PngBuilder.of(4, 1, 16, 0).rows(0, 0, 10, 0, 12, 1, 10, 0x02, 0x0A).end();

  @Test
  void isRefusedUnlessChosenOtherwise() {
    assertRefused(PNG, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .contains("WINDOW", "PILLOW_CLIP", "16 bits");
  }

  @Test
  void windowSpreadsItsRangeAndRoundsHalvesUp() {
    // 10, 12, 266, 522: (2 * 255 / 512 = 0.996, 256 * 255 / 512 = 127.5)
    assertThat(decode(SixteenBitGrey.WINDOW)).containsExactly(0, 1, 128, 255);
  }

  @Test
  void pillowClipSaturates() {
    assertThat(decode(SixteenBitGrey.PILLOW_CLIP)).containsExactly(10, 12, 255, 255);
  }

  private static int[] decode(SixteenBitGrey policy) {
    PixelImage image =
        new ImageDecoder(DecodeLimits.DEFAULT, policy).decode(EncodedImage.of("x", PNG));
    return new int[] {
      image.sample(0, 0, 0), image.sample(1, 0, 0), image.sample(2, 0, 0), image.sample(3, 0, 0)
    };
  }
}
