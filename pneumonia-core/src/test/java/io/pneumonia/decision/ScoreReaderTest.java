package io.pneumonia.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreReaderTest {

  private static final List<String> TWO = List.of("NORMAL", "PNEUMONIA");
  private static final List<String> THREE = List.of("Normal", "Covid19", "Viral Pneumonia");

  private final ScoreReader sigmoid = new SigmoidReader(TWO, List.of("PNEUMONIA"), false);
  private final ScoreReader reversed =
      new SigmoidReader(List.of("PNEUMONIA", "NORMAL"), List.of("PNEUMONIA"), false);
  private final ScoreReader softmax = new SoftmaxReader(THREE, List.of("Viral Pneumonia"), false);

  @Test
  void sigmoidValueIsTheScoreWhereIndexOneIsPneumonia() {
    FloatTensor output = rows(1, 0.25f, 0.9733f);

    assertThat(sigmoid.read(output, 0)).isEqualTo(new Probability(0.25));
    assertThat(sigmoid.read(output, 1)).isEqualTo(new Probability(0.9733f));
    assertThat(sigmoid.classes()).isEqualTo(1);
  }

  @Test
  void sigmoidValueIsTurnedRoundWhereIndexOneIsNormal() {
    assertThat(reversed.read(rows(1, 0.25f), 0)).isEqualTo(new Probability(0.75));
    assertThat(reversed.scores(rows(1, 0.25f), 0))
        .containsExactly(
            new ClassScore("PNEUMONIA", new Probability(0.75), true),
            new ClassScore("NORMAL", new Probability(0.25), false));
  }

  /** In float32, {@code 1 - s} is exact from 0.5 up, so NumPy's float32 decides alike as well. */
  @Test
  void turnedRoundSigmoidDecidesAsPythonDoesAroundOneHalf() {
    for (float s : new float[] {Math.nextDown(0.5f), 0.5f, Math.nextUp(0.5f)}) {
      Finding finding = Decision.of(reversed.read(rows(1, s), 0), Threshold.DEFAULT).finding();

      assertThat(finding).isEqualTo(1f - s < 0.5f ? Finding.NORMAL : Finding.PNEUMONIA);
      assertThat(finding).isEqualTo(1 - (double) s < 0.5 ? Finding.NORMAL : Finding.PNEUMONIA);
    }
  }

  @Test
  void logOddsGradientIsTheSlopeOfTheLogOdds() {
    ScoreReader twoOfThree = new SoftmaxReader(THREE, List.of("Normal", "Covid19"), true);
    ScoreReader highest = new MultiSigmoidReader(THREE, List.of("Normal", "Covid19"), true);
    ScoreReader one = new SigmoidReader(List.of("PNEUMONIA", "NORMAL"), List.of("PNEUMONIA"), true);
    assertSlope(twoOfThree, 0.5, -1.25, 2);
    assertSlope(highest, 0.5, -1.25, 2);
    assertSlope(one, 0.75);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoOfThree.logOddsGradient(new double[2]))
        .withMessage("logits: expected 3, found 2");
  }

  /** The logits are sums of powers of two, and the step as well: float32 holds both exactly. */
  private static void assertSlope(ScoreReader reader, double... logits) {
    double[] gradient = reader.logOddsGradient(logits);
    assertThat(gradient).hasSameSizeAs(logits);
    for (int index = 0; index < logits.length; index++) {
      double step = 1.0 / 1024;
      double slope =
          (logOdds(reader, logits, index, step) - logOdds(reader, logits, index, -step))
              / (2 * step);
      assertThat(gradient[index]).isCloseTo(slope, within(1e-6));
    }
  }

  private static double logOdds(ScoreReader reader, double[] logits, int index, double step) {
    float[] moved = new float[logits.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (logits[i] + (i == index ? step : 0));
    }
    double score = reader.read(rows(moved.length, moved), 0).value();
    return Math.log(score / (1 - score));
  }

  @Test
  void logOddsGradientHoldsWhereTheNetworkIsCertain() {
    ScoreReader reader = new SoftmaxReader(TWO, List.of("PNEUMONIA"), false);
    assertThat(reader.logOddsGradient(new double[] {-2000, 2000})).containsExactly(-1, 1);
  }

  @Test
  void readsRowsOfRankOneToo() {
    FloatTensor output = FloatTensor.of(TensorShape.of(3), 0.1f, 0.2f, 0.75f);

    assertThat(sigmoid.read(output, 2)).isEqualTo(new Probability(0.75));
  }

  @Test
  void softmaxScoreIsThePositiveLabelsValue() {
    FloatTensor output = rows(3, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.75f);

    assertThat(softmax.read(output, 1)).isEqualTo(new Probability(0.75));
    assertThat(softmax.classes()).isEqualTo(3);
    assertThat(softmax.scores(output, 0))
        .containsExactly(
            new ClassScore("Normal", new Probability(0.5), false),
            new ClassScore("Covid19", new Probability(0.25), false),
            new ClassScore("Viral Pneumonia", new Probability(0.25), true));
  }

  @Test
  void severalPositiveSoftmaxLabelsAreAdded() {
    ScoreReader reader = new SoftmaxReader(THREE, List.of("Viral Pneumonia", "Covid19"), false);

    assertThat(reader.read(rows(3, 0.25f, 0.25f, 0.5f), 0)).isEqualTo(new Probability(0.75));
  }

  @Test
  void sumThatRoundingCarriesBeyondOneIsOne() {
    ScoreReader reader = new SoftmaxReader(THREE, List.of("Viral Pneumonia", "Covid19"), false);

    assertThat(reader.read(rows(3, 0f, 0.3f, 0.7000001f), 0)).isEqualTo(new Probability(1));
  }

  @Test
  void highestPositiveSigmoidIsTheScore() {
    ScoreReader reader =
        new MultiSigmoidReader(THREE, List.of("Covid19", "Viral Pneumonia"), false);

    assertThat(reader.read(rows(3, 0.9f, 0.5f, 0.75f), 0)).isEqualTo(new Probability(0.75));
    assertThat(reader.scores(rows(3, 0.5f, 0.5f, 0.75f), 0))
        .extracting(ClassScore::positive)
        .containsExactly(false, true, true);
  }

  @Test
  void oneIndependentSigmoidIsEnough() {
    List<String> only = List.of("Pneumonia");

    assertThat(new MultiSigmoidReader(only, only, false).read(rows(1, 0.5f), 0))
        .isEqualTo(new Probability(0.5));
  }

  /** Python: {@code 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "2.5, 0.9241418199787566",
    "-2.5, 0.07585818002124356",
    "-40, 4.248354255291589e-18",
    "800, 1",
    "-800, 0"
  })
  void sigmoidIsAppliedToLogits(float logit, double expected) {
    ScoreReader reader = new SigmoidReader(TWO, List.of("PNEUMONIA"), true);
    ScoreReader multi = new MultiSigmoidReader(TWO, List.of("PNEUMONIA"), true);

    assertThat(reader.read(rows(1, logit), 0).value())
        .isCloseTo(expected, within(expected * 1e-15));
    assertThat(multi.read(rows(2, 3f, logit), 0).value())
        .isCloseTo(expected, within(expected * 1e-15));
  }

  /** NumPy: {@code e = np.exp(a - a.max()); e / e.sum()}. */
  @Test
  void softmaxIsAppliedToLogits() {
    ScoreReader reader = new SoftmaxReader(THREE, List.of("Viral Pneumonia"), true);

    assertThat(reader.scores(rows(3, 1f, 2f, 3.5f), 0))
        .extracting(score -> score.probability().value())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
        .containsExactly(0.0628900132458675, 0.17095278019779026, 0.7661572065563422);
    assertThat(reader.read(rows(3, 1e30f, -1e30f, 1e30f), 0)).isEqualTo(new Probability(0.5));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNotFiniteWithOrWithoutLogits(float value) {
    for (boolean logits : new boolean[] {true, false}) {
      assertFailed(new SigmoidReader(TWO, List.of("PNEUMONIA"), logits), rows(1, value))
          .withMessageContaining("expected a finite number");
      assertFailed(new SoftmaxReader(THREE, List.of("Covid19"), logits), rows(3, 0f, 1f, value));
      assertFailed(
          new MultiSigmoidReader(THREE, List.of("Covid19"), logits), rows(3, 0f, 1f, value));
    }
  }

  @Test
  void refusesAValueThatIsNoProbabilityAndNamesTheCard() {
    assertFailed(sigmoid, rows(1, 1.5f))
        .withMessage(
            "the network gave 1.5: expected a probability from 0 to 1; if its last layer has no"
                + " activation, the model's card must say logits");
    assertFailed(sigmoid, rows(1, -0.01f));
  }

  @Test
  void roundingBeyondTheEndsIsCutOff() {
    assertThat(sigmoid.read(rows(1, Math.nextUp(1f)), 0)).isEqualTo(new Probability(1));
    assertThat(sigmoid.read(rows(1, -1e-9f), 0)).isEqualTo(new Probability(0));
  }

  @Test
  void refusesASoftmaxRowThatDoesNotSumToOne() {
    assertFailed(softmax, rows(3, 0.5f, 0.5f, 0.5f))
        .withMessage(
            "the network's probabilities sum to 1.5: expected a softmax row that sums to 1; the"
                + " output kind in the model's card may be wrong");
    assertThat(softmax.read(rows(3, 0.5f, 0.25f, 0.2505f), 0).value()).isEqualTo(0.2505f);
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertFailed(sigmoid, rows(2, 0.5f, 0.5f))
        .withMessage("the network gave the shape (1, 2): expected rows of 1 values, found 2");
    assertFailed(softmax, rows(1, 0.5f));
    assertFailed(sigmoid, FloatTensor.of(TensorShape.of(), 0.5f)).withMessageContaining("scalar");
  }

  @Test
  void refusesARowThatIsNotThere() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> sigmoid.read(rows(1, 0.5f), 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> sigmoid.read(rows(1, 0.5f), -1));
  }

  @Test
  void refusesLabelsThatCannotBeMeant() {
    List<String> pneumonia = List.of("PNEUMONIA");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigmoidReader(THREE, List.of("Covid19"), false))
        .withMessageStartingWith("labels: expected two, one of them positive, found");
    assertThatIllegalArgumentException().isThrownBy(() -> new SigmoidReader(TWO, TWO, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new SoftmaxReader(TWO, TWO, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new SoftmaxReader(TWO, THREE, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new SoftmaxReader(TWO, List.of(), false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiSigmoidReader(List.of("a", "a"), List.of("a"), false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiSigmoidReader(List.of("a", " "), List.of("a"), false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiSigmoidReader(List.of(), pneumonia, false));
  }

  @Test
  void anyLogitsGiveProbabilitiesThatSumToOne() {
    Random random = new Random(20261122);
    ScoreReader reader = new SoftmaxReader(THREE, List.of("Covid19"), true);
    for (int round = 0; round < 2000; round++) {
      float scale = (float) Math.pow(10, random.nextInt(8) - 3);
      FloatTensor output =
          rows(
              3,
              scale * (float) random.nextGaussian(),
              scale * (float) random.nextGaussian(),
              scale * (float) random.nextGaussian());

      assertThat(
              reader.scores(output, 0).stream()
                  .mapToDouble(score -> score.probability().value())
                  .sum())
          .isCloseTo(1, within(1e-12));
    }
  }

  private static FloatTensor rows(int width, float... values) {
    return FloatTensor.of(TensorShape.of(values.length / width, width), values);
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<InferenceFailed> assertFailed(
      ScoreReader reader, FloatTensor output) {
    return assertThatExceptionOfType(InferenceFailed.class)
        .isThrownBy(() -> reader.read(output, 0))
        .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INFERENCE_FAILED));
  }
}
