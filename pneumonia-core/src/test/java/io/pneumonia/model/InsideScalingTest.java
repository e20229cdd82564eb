package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InsideScalingTest {

  @ParameterizedTest
  @CsvSource({
    "x * 2 - 1, 2, -1, true",
    "x - 0.5, 1, -0.5, true",
    "x * 4.37 - 2.12, 4.37, -2.12, true",
    "x / 255, 0.003921569, 0, false",
    "x / 127.5 - 1, 0.007843138, -1, false",
    "x * 0.0171 - 2.12, 0.0171, -2.12, false",
    "x - 123.68, 1, -123.68, false",
    "(x - 123.68) * 0.5, 0.5, -61.84, false"
  })
  void tellsTheUnitRangeFromSamples(String formula, double factor, double shift, boolean unit) {
    assertThat(new InsideScaling(formula, factor, shift).takesUnitRange()).isEqualTo(unit);
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InsideScaling("x / 0", Double.POSITIVE_INFINITY, 0))
        .withMessageContaining("expected finite numbers");
  }
}
