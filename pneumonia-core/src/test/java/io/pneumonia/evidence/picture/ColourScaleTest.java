package io.pneumonia.evidence.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lightness is L* of CIELAB; the eyes are those of Machado, Oliveira and Fernandes 2009. */
class ColourScaleTest {

  private static final int STEPS = 64;

  /** What an eye makes of red, green and blue (linear). */
  private enum Eye {
    USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPE(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPE(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of numbers
    private final List<Double> matrix;

    Eye(double... matrix) {
      this.matrix = DoubleStream.of(matrix).boxed().toList();
    }

    double lightness(double position) {
      double[] linear =
          IntStream.range(0, 3)
              .mapToDouble(channel -> linear(ColourScale.of(position, channel) / 255))
              .toArray();
      double[] weights = {0.2126, 0.7152, 0.0722};
      double luminance = 0;
      for (int row = 0; row < 3; row++) {
        double sum = 0;
        for (int column = 0; column < 3; column++) {
          sum += matrix.get(row * 3 + column) * linear[column];
        }
        luminance += weights[row] * Math.max(0, Math.min(1, sum));
      }
      return 116 * Math.cbrt(luminance) - 16;
    }

    private static double linear(double sample) {
      return sample <= 0.04045 ? sample / 12.92 : Math.pow((sample + 0.055) / 1.055, 2.4);
    }
  }

  @ParameterizedTest
  @EnumSource(Eye.class)
  void growsLighterStepByStepForEveryEye(Eye eye) {
    for (int step = 0; step < STEPS; step++) {
      double before = eye.lightness((double) step / STEPS);
      assertThat(eye.lightness((step + 1.0) / STEPS)).isGreaterThan(before + 0.2);
    }
  }

  @Test
  void growsLighterEvenly() {
    double darkest = Eye.USUAL.lightness(0);
    double range = Eye.USUAL.lightness(1) - darkest;
    assertThat(range).isGreaterThan(70);
    for (int step = 0; step <= STEPS; step++) {
      double position = (double) step / STEPS;
      double expected = darkest + position * range;
      assertThat(Eye.USUAL.lightness(position)).isCloseTo(expected, within(3.0));
    }
  }

  @Test
  void hasItsColoursAtItsEnds() {
    assertThat(IntStream.range(0, 3).mapToObj(channel -> ColourScale.of(0, channel)))
        .containsExactly(68.0, 1.0, 84.0);
    assertThat(IntStream.range(0, 3).mapToObj(channel -> ColourScale.of(1, channel)))
        .containsExactly(253.0, 231.0, 37.0);
  }
}
