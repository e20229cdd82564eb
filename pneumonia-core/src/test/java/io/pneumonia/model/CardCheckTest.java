package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.decision.MultiSigmoidReader;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.preprocess.Scaling;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardCheckTest {

  private static final InsideScaling SAMPLES = new InsideScaling("x * 0.0039", 0.0039, 0);
  private static final TensorShape RGB = TensorShape.of(-1, 224, 224, 3);
  private static final List<String> TWO = List.of("NORMAL", "PNEUMONIA");
  private static final List<String> PNEUMONIA = List.of("PNEUMONIA");

  @Test
  void aCardThatFitsHasNoWarnings() {
    assertThat(check(Cards.card(), RGB, TensorShape.of(-1, 1), OutputActivation.SIGMOID, null))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,224,224,3", "-1,-1,-1,3", "-1,-1,-1,-1", "16,224,-1,3"})
  void fixedBatchesAndOpenSizesFit(long batch, long height, long width, long channels) {
    TensorShape input = TensorShape.of(batch, height, width, channels);

    assertThat(check(Cards.card(), input, TensorShape.of(-1), OutputActivation.UNKNOWN, null))
        .isEmpty();
    assertThat(check(Cards.card(), input, TensorShape.of(-1, -1), OutputActivation.SIGMOID, null))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"150,224,3", "224,150,3", "224,224,1", "3,224,224"})
  void refusesAnotherInput(long first, long second, long third) {
    TensorShape input = TensorShape.of(-1, first, second, third);

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(
            () -> check(Cards.card(), input, TensorShape.of(-1, 1), OutputActivation.SIGMOID, null))
        .withMessage(
            "the card of model net.h5 contradicts it: expected the input "
                + input
                + ", found (?, 224, 224, 3) (224x224 pixels, rgb, nhwc)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID));
  }

  @Test
  void refusesAnotherNumberOfOutputsAndTellsAllContradictions() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(
            () ->
                check(
                    Cards.card(),
                    TensorShape.of(-1, 224),
                    TensorShape.of(-1, 3),
                    OutputActivation.SOFTMAX,
                    null))
        .withMessage(
            "the card of model net.h5 contradicts it: expected the input (?, 224), found (?, 224,"
                + " 224, 3) (224x224 pixels, rgb, nhwc); expected a reading of 3 output values (?,"
                + " 3), found a sigmoid for 1");
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> warnings(new SoftmaxReader(TWO, PNEUMONIA, false), 1))
        .withMessageContaining(
            "expected a reading of 1 output value (?, 1), found labels [NORMAL, PNEUMONIA] for 2");
  }

  @Test
  void outputsWithMoreAxesAreCountedTogether() {
    assertThat(
            check(Cards.card(), RGB, TensorShape.of(-1, 1, 1, 1), OutputActivation.SIGMOID, null))
        .isEmpty();
  }

  @Test
  void warnsWhenTheInputWouldBeScaledTwice() {
    TensorShape one = TensorShape.of(-1, 1);

    assertThat(check(Cards.card(), RGB, one, OutputActivation.SIGMOID, SAMPLES))
        .singleElement()
        .asString()
        .startsWith("The network scales its input itself (x * 0.0039) and the card scales it");
    ModelCard plain = Cards.card(Cards.spec(new Scaling.None()), Cards.sigmoid());
    assertThat(check(plain, RGB, one, OutputActivation.SIGMOID, SAMPLES)).isEmpty();
  }

  @Test
  void warnsWhenANetworkThatScalesFromTheUnitRangeIsGivenPlainSamples() {
    InsideScaling unit = new InsideScaling("x * 2 - 1", 2, -1);
    TensorShape one = TensorShape.of(-1, 1);
    ModelCard plain = Cards.card(Cards.spec(new Scaling.None()), Cards.sigmoid());

    assertThat(check(plain, RGB, one, OutputActivation.SIGMOID, unit))
        .singleElement()
        .asString()
        .startsWith("The network scales its input itself (x * 2 - 1) and expects 0 to 1 there");
    assertThat(check(Cards.card(), RGB, one, OutputActivation.SIGMOID, unit)).isEmpty();
  }

  @Test
  void warnsWhenTheLabelsAreAssumed() {
    ModelCard known = Cards.card();
    ModelCard assumed =
        new ModelCard(
            known.name(),
            known.version(),
            null,
            known.preprocess(),
            known.scoreReader(),
            false,
            known.threshold(),
            known.details());

    assertThat(check(assumed, RGB, TensorShape.of(-1, 1), OutputActivation.SIGMOID, null))
        .singleElement()
        .asString()
        .startsWith("The card names no labels");
  }

  @Test
  void warnsWhenTheActivationDoesNotFitTheReading() {
    assertThat(warnings(new SigmoidReader(TWO, PNEUMONIA, true), OutputActivation.SIGMOID))
        .containsExactly(
            "The network ends with a sigmoid and the card says logits: applied twice, it blunts"
                + " every score.");
    assertThat(warnings(Cards.sigmoid(), OutputActivation.OTHER))
        .containsExactly(
            "The network ends without a sigmoid or softmax and the card does not say logits: its"
                + " values may not be probabilities.");
    assertThat(warnings(new SoftmaxReader(TWO, PNEUMONIA, false), OutputActivation.SIGMOID))
        .containsExactly(
            "The network ends with a sigmoid and the card reads its values as a" + " softmax's.");
    assertThat(warnings(new MultiSigmoidReader(TWO, PNEUMONIA, false), OutputActivation.SOFTMAX))
        .containsExactly(
            "The network ends with a softmax and the card reads its values as" + " sigmoids'.");
    assertThat(warnings(new SigmoidReader(TWO, PNEUMONIA, true), OutputActivation.OTHER)).isEmpty();
    assertThat(warnings(Cards.sigmoid(), OutputActivation.UNKNOWN)).isEmpty();
  }

  private static List<String> warnings(ScoreReader reader, OutputActivation activation) {
    ModelCard card = Cards.card(Cards.spec(new Scaling.Divide(255, 0)), reader);
    return check(card, RGB, TensorShape.of(-1, reader.classes()), activation, null);
  }

  private static List<String> warnings(ScoreReader reader, long width) {
    ModelCard card = Cards.card(Cards.spec(new Scaling.Divide(255, 0)), reader);
    return check(card, RGB, TensorShape.of(-1, width), OutputActivation.SIGMOID, null);
  }

  private static List<String> check(
      ModelCard card,
      TensorShape input,
      TensorShape output,
      OutputActivation activation,
      @Nullable InsideScaling inside) {
    return ModelCards.check(
        card, new ModelSignature("test", input, output, activation, inside), "net.h5");
  }
}
