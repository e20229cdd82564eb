package io.pneumonia.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.decision.Probability;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OcclusionTest {

  private static final SourceBox REGION = new SourceBox(0, 0, 5, 3);
  private static final PreprocessSpec SPEC =
      PreprocessSpec.pillow().withSize(5, 3).withColorMode(ColorMode.RGB);

  private final List<FloatTensor> seen = new ArrayList<>();

  private List<Probability> remember(FloatTensor batch) {
    seen.add(batch);
    return Collections.nCopies((int) batch.shape().size(0), new Probability(0.5));
  }

  /** Every value different, the mean of each channel known. */
  private static FloatTensor input(PreprocessSpec spec) {
    return FloatTensor.write(
        spec.batchShape(1),
        values -> {
          for (int place = 0; place < 15; place++) {
            for (int channel = 0; channel < 3; channel++) {
              values[index(spec, place, channel)] = 100 * channel + place;
            }
          }
        });
  }

  private static int index(PreprocessSpec spec, int place, int channel) {
    return spec.layout() == TensorLayout.NHWC ? place * 3 + channel : channel * 15 + place;
  }

  @ParameterizedTest
  @EnumSource(TensorLayout.class)
  void hidesEveryPlaceOnceInEitherLayout(TensorLayout layout) {
    PreprocessSpec spec = SPEC.withLayout(layout);
    FloatTensor input = input(spec);
    RelevanceMap map =
        new Occlusion(spec, 2, OcclusionProgress.NONE)
            .map(input, new Probability(0.5), this::remember, REGION);
    assertThat(map).isEqualTo(RelevanceMap.of(2, 2, REGION, 0, 0, 0, 0));
    float[] batch = seen.get(0).toArray();
    int[] hidden = new int[15];
    for (int cell = 0; cell < 4; cell++) {
      for (int place = 0; place < 15; place++) {
        boolean inCell = (place / 5 >= 1) == (cell >= 2) && (place % 5 >= 2) == (cell % 2 == 1);
        for (int channel = 0; channel < 3; channel++) {
          float expected = 100 * channel + (inCell ? 7 : place);
          assertThat(batch[cell * 45 + index(spec, place, channel)]).isEqualTo(expected);
        }
        hidden[place] += inCell ? 1 : 0;
      }
    }
    assertThat(hidden).containsOnly(1);
  }

  @Test
  void valueIsWhatTheLogOddsLose() {
    List<Double> scores = List.of(0.9, 0.99, 0.5, 1.0);
    RelevanceMap map =
        new Occlusion(SPEC, 2, OcclusionProgress.NONE)
            .map(
                input(SPEC),
                new Probability(0.9),
                batch -> scores.stream().map(Probability::new).toList(),
                REGION);
    assertThat(map.value(0, 0)).isZero();
    assertThat(map.value(0, 1)).isCloseTo(Math.log(9) - Math.log(99), within(1e-9));
    assertThat(map.value(1, 0)).isCloseTo(Math.log(9), within(1e-9));
    assertThat(map.value(1, 1)).isCloseTo(Math.log(9) - Occlusion.LIMIT, within(1e-9));
  }

  @Test
  void runsInBatchesAndNeverOnCellsWithoutPixels() {
    List<Integer> done = new ArrayList<>();
    RelevanceMap map =
        new Occlusion(SPEC, 32, (cells, total) -> done.add(cells))
            .map(input(SPEC), new Probability(0.5), this::remember, REGION);
    assertThat(map.rows()).isEqualTo(3);
    assertThat(map.columns()).isEqualTo(5);
    assertThat(seen).extracting(batch -> batch.shape().size(0)).containsExactly(8L, 7L);
    assertThat(done).containsExactly(8, 15);
  }

  @Test
  void whoIsToldOfProgressCanEndIt() {
    OcclusionProgress ending =
        (done, total) -> {
          throw new IllegalStateException("enough");
        };
    Occlusion occlusion = new Occlusion(SPEC, 32, ending);
    assertThatThrownBy(
            () -> occlusion.map(input(SPEC), new Probability(0.5), this::remember, REGION))
        .hasMessage("enough");
    assertThat(seen).hasSize(1);
  }
}
