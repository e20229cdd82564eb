package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.image.PixelImage;
import io.pneumonia.image.RoundTripFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PixelResizerTest {

  private final PixelResizer bicubic = PixelResizer.of(Interpolation.PILLOW_BICUBIC);

  @ParameterizedTest
  @MethodSource("io.pneumonia.image.RoundTripFixtures#halved")
  void givesThePixelsOfPillow(RoundTripFixtures.Golden golden) {
    PixelImage found = bicubic.resize(golden.before(), golden.width(), golden.height());
    assertThat(found).hasToString(golden.after().toString());
    assertThat(found.toArray()).isEqualTo(golden.after().toArray());
  }

  @Test
  void refusesSizesOutOfRangeAndFiltersThatDoNotRound() {
    PixelImage image = PixelImage.of(1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> bicubic.resize(image, 0, 1)).hasMessageContaining("found 0x1");
    assertThatThrownBy(() -> bicubic.resize(image, 1, 65_536)).hasMessageContaining("1x65536");
    assertThatThrownBy(() -> PixelResizer.of(Interpolation.TENSORFLOW_BILINEAR))
        .hasMessageContaining("TENSORFLOW_BILINEAR");
  }
}
