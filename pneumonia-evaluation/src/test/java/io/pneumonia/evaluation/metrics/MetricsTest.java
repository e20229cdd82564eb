package io.pneumonia.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final LabelledScores SMALL =
      LabelledScores.of(
          new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});

  @Test
  void nothingScoredGivesNoFigureAndSaysWhy() {
    LabelledScores none = LabelledScores.of(new double[0], new boolean[0]);
    assertThat(Metrics.of(none, 0.5, Bootstrap.DEFAULT).values())
        .containsOnly(new Estimate(null, null, "no picture was scored"));
    assertThat(ScoreDistribution.of(none, true).quantiles()).isEmpty();
    assertThat(Curves.roc(none)).isEmpty();
    assertThat(Curves.precisionRecall(none)).isEmpty();
    assertThat(OperatingPoint.of(none, 0.5).get(0).sensitivity()).isNull();
  }

  @Test
  void withoutResamplesThereAreFiguresOnly() {
    Estimate area = Metrics.of(SMALL, 0.5, Bootstrap.NONE).get(Metric.AUROC);
    assertThat(area).isEqualTo(new Estimate(0.75, null, null));
  }

  @Test
  void seedDecidesTheInterval() {
    Bootstrap one = new Bootstrap(50, 1);
    assertThat(Metrics.of(SMALL, 0.5, one)).isEqualTo(Metrics.of(SMALL, 0.5, one));
    LabelledScores many = manyScores();
    assertThat(Metrics.auroc(many, one)).isNotEqualTo(Metrics.auroc(many, new Bootstrap(50, 2)));
  }

  private static LabelledScores manyScores() {
    SplitMix random = new SplitMix(3);
    double[] scores = new double[100];
    boolean[] positive = new boolean[100];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = i % 2 == 0;
      scores[i] = random.below(1000) / 1000.0;
    }
    return LabelledScores.of(scores, positive);
  }

  @Test
  void areaIsMeasuredOnAnyNumbers() {
    LabelledScores sizes = SMALL.withScores(new double[] {10_000, 20_000, -5, 70_000});
    assertThat(Metrics.auroc(sizes, Bootstrap.NONE).value()).isEqualTo(0.5);
  }

  @Test
  void thresholdAboveTheHighestScoreIsNeededWhereItIsANormalOne() {
    LabelledScores scores =
        LabelledScores.of(new double[] {0.9, 0.5, 0.4}, new boolean[] {false, true, true});
    OperatingPoint specific = OperatingPoint.of(scores, 0.5).get(4);
    assertThat(specific.rule()).isEqualTo(OperatingPoint.Rule.SPECIFICITY_95);
    assertThat(specific.threshold()).isNull();
    assertThat(specific.whyAbsent()).isEqualTo("the highest score alone is below it");
  }

  @Test
  void refusesWhatIsNoScore() {
    boolean[] one = {true};
    assertThatThrownBy(() -> LabelledScores.of(new double[] {Double.NaN}, one))
        .hasMessageContaining("item 0: expected a finite score");
    assertThatThrownBy(() -> LabelledScores.of(new double[2], one))
        .hasMessageContaining("expected 2, found 1");
    assertThatThrownBy(
            () -> Metrics.of(SMALL.withScores(new double[] {0, 0, 0, 2}), 0.5, Bootstrap.NONE))
        .hasMessage("score: expected 0 to 1, found 2.0");
    assertThatThrownBy(() -> new Bootstrap(-1, 0)).hasMessageContaining("found -1");
    assertThatThrownBy(() -> new Estimate(null, null, null)).hasMessageContaining("a reason");
  }
}
