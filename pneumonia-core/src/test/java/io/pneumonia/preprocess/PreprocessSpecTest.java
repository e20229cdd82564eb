package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessSpecTest {

  @ParameterizedTest
  @CsvSource({"0, 224", "224, 0", "-1, 1", "4097, 1", "1, 4097"})
  void refusesSizeOutOfRange(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessSpec.pillow().withSize(width, height))
        .withMessage("input size: expected 1 to 4096 a side, found " + width + "x" + height);
  }

  @Test
  void refusesScalingForAnotherNumberOfChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessSpec.torchvision().withColorMode(ColorMode.GREY))
        .withMessage("scaling: expected 1 means, found 3");
  }

  @Test
  void ordersAxesByLayout() {
    PreprocessSpec spec = PreprocessSpec.pillow().withSize(30, 20);
    assertThat(spec.batchShape(2)).isEqualTo(TensorShape.of(2, 20, 30, 3));
    assertThat(spec.withLayout(TensorLayout.NCHW).batchShape(TensorShape.UNKNOWN))
        .isEqualTo(TensorShape.of(-1, 3, 20, 30));
    assertThat(spec.withColorMode(ColorMode.GREY).batchShape(1))
        .isEqualTo(TensorShape.of(1, 20, 30, 1));
  }

  @Test
  void changesOneThingAtATime() {
    PreprocessSpec changed =
        PreprocessSpec.pillow()
            .withSize(150, 160)
            .withColorMode(ColorMode.GREY_REPLICATED)
            .withFit(Fit.CENTER_FIT)
            .withInterpolation(Interpolation.PILLOW_BOX)
            .withScaling(Scaling.none())
            .withLayout(TensorLayout.NCHW);
    assertThat(changed)
        .isEqualTo(
            new PreprocessSpec(
                150,
                160,
                ColorMode.GREY_REPLICATED,
                Fit.CENTER_FIT,
                Interpolation.PILLOW_BOX,
                new Scaling.None(),
                TensorLayout.NCHW));
  }

  @Test
  void presetsAreWhatTheirPythonCodeDoes() {
    assertThat(PreprocessSpec.pillow())
        .isEqualTo(
            new PreprocessSpec(
                224,
                224,
                ColorMode.RGB,
                Fit.SQUASH,
                Interpolation.PILLOW_BICUBIC,
                new Scaling.Divide(255f, 0f),
                TensorLayout.NHWC));
    assertThat(PreprocessSpec.opencv().colorMode()).isEqualTo(ColorMode.BGR);
    assertThat(PreprocessSpec.teachableMachine().fit()).isEqualTo(Fit.CENTER_FIT);
    assertThat(PreprocessSpec.torchvision().layout()).isEqualTo(TensorLayout.NCHW);
  }
}
