package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.image.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodeModeTest {

  private static final PreprocessSpec SPEC = PreprocessSpec.pillow();

  @Test
  void exactReducesNothing() {
    assertThat(DecodeMode.EXACT.reduction(SPEC)).isEqualTo(Reduction.NONE);
  }

  @Test
  void fastLeavesTwoAndAHalfTimesTheNetworksSize() {
    assertThat(DecodeMode.FAST.reduction(SPEC))
        .isEqualTo(new Reduction(SPEC.width() * 5 / 2, SPEC.height() * 5 / 2));
  }

  @ParameterizedTest
  @EnumSource(names = {"PILLOW_NEAREST", "OPENCV_NEAREST", "OPENCV_LINEAR", "TENSORFLOW_BILINEAR"})
  void nothingIsReducedForFiltersOfSinglePixels(Interpolation interpolation) {
    PreprocessSpec spec = SPEC.withInterpolation(interpolation);
    ReducedImage reduced = new ReducedImage(PixelImage.of(1, 1, 1, new byte[1]), 2, 2, 2);

    assertThat(DecodeMode.FAST.reduction(spec)).isEqualTo(Reduction.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessor.of(spec).apply(reduced))
        .withMessageContaining("found a reduced one");
  }

  @Test
  void theLastPixelOfASideThatIsNoMultipleCountsInPart() {
    // Five pixels in full size: the third reduced one reaches beyond the edge by half.
    byte[] ramp = {0, 60, 120};
    ReducedImage five = new ReducedImage(PixelImage.of(3, 1, 1, ramp), 5, 1, 2);
    PreprocessSpec one = SPEC.withSize(1, 1).withInterpolation(Interpolation.PILLOW_BILINEAR);

    float exact = Preprocessor.of(one).apply(five).get(0);
    float six = Preprocessor.of(one).apply(PixelImage.of(3, 1, 1, ramp)).get(0);

    assertThat(exact).isLessThan(six);
  }
}
