package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingTest {

  @ParameterizedTest
  @ValueSource(floats = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesFactorWithoutFiniteInverse(float value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling.Divide(value, 0f));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling.Multiply(value, 0f));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Standardize(value, List.of(0f), List.of(1f)));
  }

  @Test
  void refusesOffsetThatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Divide(1f, Float.NaN))
        .withMessage("offset: expected a finite number, found NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Multiply(1f, Float.NEGATIVE_INFINITY));
  }

  @Test
  void refusesStatisticsThatDoNotBelongTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Standardize(1f, List.of(0f, 0f), List.of(1f)))
        .withMessage("mean and std: expected one of each a channel, found 2 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Standardize(1f, List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Standardize(1f, List.of(Float.NaN), List.of(1f)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Standardize(1f, List.of(0f), List.of(0f)))
        .withMessage("std: expected positive, found 0.0");
  }

  @Test
  void copiesStatistics() {
    List<Float> mean = new ArrayList<>(List.of(1f));
    Scaling.Standardize scaling = new Scaling.Standardize(1f, mean, List.of(2f));
    mean.set(0, 9f);
    assertThat(scaling.apply(5f, 0)).isEqualTo(2f);
  }

  @Test
  void divisionAndMultiplicationDifferInTheLastBit() {
    int different = 0;
    for (int sample = 0; sample < 256; sample++) {
      float divided = Scaling.unit().apply(sample, 0);
      float multiplied = Scaling.rescale255().apply(sample, 0);
      assertThat(Math.abs(divided - multiplied)).isLessThanOrEqualTo(Math.ulp(divided));
      different += divided == multiplied ? 0 : 1;
    }
    assertThat(different).isEqualTo(126);
  }
}
