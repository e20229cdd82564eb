package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JpegRoundTripTest {

  @ParameterizedTest
  @MethodSource("io.pneumonia.image.RoundTripFixtures#saved")
  void leavesThePixelsThatPillowLeaves(RoundTripFixtures.Golden golden) {
    int quality = Integer.parseInt(golden.what().substring(1));
    PixelImage found = JpegRoundTrip.apply(golden.before(), quality);
    assertThat(found).hasToString(golden.after().toString());
    assertThat(found.toArray()).isEqualTo(golden.after().toArray());
  }

  @Test
  void greyInThreeChannelsIsLeftAsGreyInOne() {
    PixelImage grey = RoundTripFixtures.saved().findFirst().orElseThrow().before();
    byte[] one = grey.toArray();
    byte[] three = new byte[3 * one.length];
    for (int i = 0; i < three.length; i++) {
      three[i] = one[i / 3];
    }
    PixelImage colour = PixelImage.of(grey.width(), grey.height(), 3, three);
    byte[] left = JpegRoundTrip.apply(grey, 30).toArray();
    byte[] leftOfColour = JpegRoundTrip.apply(colour, 30).toArray();
    for (int i = 0; i < three.length; i++) {
      assertThat(leftOfColour[i]).isEqualTo(left[i / 3]);
    }
  }

  @Test
  void refusesQualityOutOfRange() {
    PixelImage image = PixelImage.of(1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> JpegRoundTrip.apply(image, 0))
        .hasMessage("JPEG quality: expected 1 to 100, found 0");
    assertThatThrownBy(() -> JpegRoundTrip.apply(image, 101)).hasMessageContaining("found 101");
  }
}
