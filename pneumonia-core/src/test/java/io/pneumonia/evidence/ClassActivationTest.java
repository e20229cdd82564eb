package io.pneumonia.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.spi.PooledHead;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassActivationTest {

  private static final SourceBox REGION = new SourceBox(0, 0, 10, 20);
  private static final FloatTensor MAP =
      FloatTensor.of(TensorShape.of(2, 1, 2, 2), 9, 9, 9, 9, 1, 0, 3, 10);

  /** One logit: the first channel's mean times the second's. */
  private static final PooledHead PRODUCT =
      new PooledHead() {
        @Override
        public double[] logits(double[] means) {
          return new double[] {means[0] * means[1]};
        }

        @Override
        public double[] gradient(double[] means, double[] weights) {
          return new double[] {weights[0] * means[1], weights[0] * means[0]};
        }
      };

  private static ScoreReader reader(String... labels) {
    return new SigmoidReader(List.of(labels), List.of("PNEUMONIA"), false);
  }

  @Test
  void weighsChannelsByTheGradientAtTheirMeans() {
    RelevanceMap map = ClassActivation.of(MAP, 1, PRODUCT, reader("NORMAL", "PNEUMONIA"), REGION);
    assertThat(map).isEqualTo(RelevanceMap.of(1, 2, REGION, 2.5, 17.5));
    assertThat(map.density(0, 1)).isEqualTo(35);
    assertThat(map.sum()).isCloseTo(20, within(1e-12));
  }

  @Test
  void turnsRoundWhereTheNetworkScoresTheNormalClass() {
    RelevanceMap map = ClassActivation.of(MAP, 1, PRODUCT, reader("PNEUMONIA", "NORMAL"), REGION);
    assertThat(map.toArray()).containsExactly(-2.5, -17.5);
  }

  @Test
  void mapsRefuseWhatIsNoGrid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelevanceMap.of(2, 2, REGION, 1, 2, 3))
        .withMessage("values: expected one for each of 2 x 2 cells, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelevanceMap.of(1, 1, REGION, Double.NaN))
        .withMessage("values: expected finite ones, found NaN");
  }
}
