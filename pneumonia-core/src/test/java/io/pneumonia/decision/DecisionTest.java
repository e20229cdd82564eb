package io.pneumonia.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, -1e-9, 1.0000001, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoProbability(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Probability(value))
        .withMessage("probability: expected 0 to 1, found " + value);
    assertThatIllegalArgumentException().isThrownBy(() -> Threshold.of(value));
    assertThatIllegalArgumentException().isThrownBy(() -> new Confidence(value * 100));
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(new Probability(-0.0)).isEqualTo(new Probability(0.0));
    assertThat(new Confidence(-0.0)).isEqualTo(new Confidence(0.0));
  }

  @Test
  void scoreAtTheThresholdIsPneumonia() {
    assertThat(decide(0.5, 0.5).finding()).isEqualTo(Finding.PNEUMONIA);
    assertThat(decide(Math.nextDown(0.5), 0.5).finding()).isEqualTo(Finding.NORMAL);
  }

  @Test
  void endsOfTheThresholdMeanAlwaysAndOnlyWhenCertain() {
    assertThat(decide(0, 0).finding()).isEqualTo(Finding.PNEUMONIA);
    assertThat(decide(Math.nextDown(1.0), 1).finding()).isEqualTo(Finding.NORMAL);
    assertThat(decide(1, 1).finding()).isEqualTo(Finding.PNEUMONIA);
  }

  /**
   * Python 3.11, NumPy 2: {@code s = float(np.float32(score)); c = (1 - s) * 100 if s < 0.5 else s
   * * 100; repr(c), repr(round(c, 2))}.
   */
  @ParameterizedTest
  @CsvSource({
    "0.0266,    97.34000004827976,  97.34, HIGH",
    "0.9733,    97.32999801635742,  97.33, HIGH",
    "0.4999999, 50.000008940696716, 50.0,  LOW",
    "0.5,       50.0,               50.0,  LOW",
    "0.05,      94.9999999254942,   95.0,  MODERATE",
    "0.95,      94.9999988079071,   95.0,  MODERATE",
    "0.8,       80.0000011920929,   80.0,  MODERATE",
    "0.2,       79.99999970197678,  80.0,  LOW"
  })
  void confidenceIsThatOfPython(
      float score, double percent, double rounded, ConfidenceLevel level) {
    Decision decision = decide(score, 0.5);

    assertThat(decision.confidence().percent()).isEqualTo(percent);
    assertThat(decision.confidence().rounded()).isEqualTo(rounded);
    assertThat(decision.confidenceLevel()).isEqualTo(level);
  }

  /** Python 3.11: {@code repr(round(x, 2))}. */
  @ParameterizedTest
  @CsvSource({
    "80.125, 80.12",
    "2.675, 2.67",
    "97.335, 97.33",
    "99.995, 100.0",
    "99.9949999, 99.99",
    "0.005, 0.01",
    "0.015, 0.01",
    "33.335, 33.34",
    "1.005, 1.0",
    "0.125, 0.12",
    "0.375, 0.38",
    "0, 0",
    "100, 100"
  })
  void roundsAsPythonDoes(double percent, double expected) {
    assertThat(new Confidence(percent).rounded()).isEqualTo(expected);
  }

  @Test
  void everyRoundedPercentagePrintsWithTwoDecimalsAtMost() {
    for (int hundredths = 0; hundredths <= 10_000; hundredths++) {
      double rounded = new Confidence(hundredths / 100.0).rounded();

      assertThat(new BigDecimal(Double.toString(rounded)).stripTrailingZeros().scale())
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void confidenceFollowsTheFindingEvenBelowHalf() {
    assertThat(decide(0.3, 0.2).confidence().percent()).isEqualTo(30);
    assertThat(decide(0.75, 0.8).confidence().percent()).isEqualTo(25);
  }

  @ParameterizedTest
  @CsvSource({"95, MODERATE", "95.004, HIGH", "80, LOW", "80.004, MODERATE", "100, HIGH", "0, LOW"})
  void levelIsThatOfTheExactPercentage(double percent, ConfidenceLevel level) {
    assertThat(new Confidence(percent).level()).isEqualTo(level);
  }

  @Test
  void uncertainBandStandsBesideTheFinding() {
    Threshold threshold = Threshold.of(0.5).withUncertainBand(0.4, 0.6);

    assertThat(Decision.of(new Probability(0.4), threshold))
        .isEqualTo(new Decision(Finding.NORMAL, new Probability(0.4), threshold, true));
    assertThat(Decision.of(new Probability(0.6), threshold).finding()).isEqualTo(Finding.PNEUMONIA);
    assertThat(Decision.of(new Probability(0.6), threshold).uncertain()).isTrue();
    assertThat(Decision.of(new Probability(0.39), threshold).uncertain()).isFalse();
    assertThat(Decision.of(new Probability(0.61), threshold).uncertain()).isFalse();
    assertThat(threshold.uncertainBand()).contains(new Threshold.Band(0.4, 0.6));
  }

  @Test
  void withoutABandNothingIsUncertain() {
    assertThat(decide(0.5, 0.5).uncertain()).isFalse();
    assertThat(Threshold.DEFAULT.uncertainBand()).isEmpty();
  }

  @Test
  void refusesABandThatLeavesTheThresholdOutside() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Threshold.of(0.5).withUncertainBand(0.6, 0.7))
        .withMessage("uncertain band: expected to hold the threshold 0.5, found 0.6 to 0.7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Threshold.of(0.5).withUncertainBand(0.1, 0.4));
  }

  @Test
  void refusesABandWithoutOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Threshold.of(0.5).withUncertainBand(0.6, 0.4))
        .withMessage("uncertain band: expected 0 <= low <= high <= 1, found 0.6 to 0.4");
    assertThatIllegalArgumentException().isThrownBy(() -> new Threshold.Band(Double.NaN, 0.4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Threshold.Band(0.4, 1.1));
  }

  @Test
  void refusesAFindingThatTheThresholdDoesNotMake() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Decision(Finding.NORMAL, new Probability(0.7), Threshold.of(0.5), false))
        .withMessage("decision: expected PNEUMONIA for score 0.7 at threshold 0.5, found NORMAL");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Decision(Finding.PNEUMONIA, new Probability(0.7), Threshold.of(0.5), true))
        .withMessageContaining("found PNEUMONIA (uncertain)");
  }

  private static Decision decide(double score, double threshold) {
    return Decision.of(new Probability(score), Threshold.of(threshold));
  }
}
