package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.decision.MultiSigmoidReader;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Scaling;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardInferenceTest {

  private static final ModelId ID = new ModelId("net", "1", "0".repeat(64));
  private static final InsideScaling SAMPLES = new InsideScaling("x * 0.0039", 0.0039, 0);
  private static final TensorShape RGB = TensorShape.of(-1, 224, 224, 3);
  private static final List<String> TWO = List.of("NORMAL", "PNEUMONIA");
  private static final List<String> PNEUMONIA = List.of("PNEUMONIA");

  @Test
  void assumesTheReferencePipelineAndSaysSo() {
    InferredCard inferred = infer(RGB, 1, OutputActivation.SIGMOID);

    assertThat(inferred.card())
        .isEqualTo(
            new ModelCard(
                "net",
                "1",
                ID.sha256(),
                Cards.spec(new Scaling.Divide(255, 0)),
                new SigmoidReader(TWO, PNEUMONIA, false),
                true,
                Threshold.DEFAULT,
                CardDetails.NONE.withNotes(inferred.notes())));
    assertThat(inferred.notes())
        .containsExactly(
            "The input (?, 224, 224, 3) is read as pictures of 224x224 pixels with 3 channels"
                + " (NHWC).",
            "Pictures are assumed to be converted to RGB, squashed with Pillow's bicubic filter;"
                + " training with Keras' own loaders uses another filter, which only a card can"
                + " say.",
            "The network does not seem to scale its input, so pixels are assumed to be divided by"
                + " 255; x / 127.5 - 1 is common too, and the scores are wrong if it was used in"
                + " training.",
            "The labels are unknown: index 0 is assumed to be NORMAL and index 1 PNEUMONIA, as"
                + " Keras numbers folders in alphabetical order; if they are the other way round,"
                + " so is every finding.",
            "The network's value is a sigmoid's: the probability of index 1.",
            "The threshold is assumed to be 0.5.");
  }

  @Test
  void whatIsInferredIsWrittenReadAndFitsItsModel() {
    ModelSignature signature = signature(RGB, 1, OutputActivation.SIGMOID, null);
    ModelCard card = ModelCards.infer(signature, ID).card();

    assertThat(Cards.read(ModelCards.toJson(card))).isEqualTo(card);
    assertThat(ModelCards.check(card, signature, "net.h5")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "299, 150,   3, NHWC, RGB",
    "150, 299,   1, NHWC, GREY",
    "3,   299, 150, NCHW, RGB",
    "1,   299, 150, NCHW, GREY",
    "3,   299,   3, NHWC, RGB"
  })
  void layoutIsReadOffTheChannels(
      long second, long third, long fourth, TensorLayout layout, ColorMode colorMode) {
    TensorShape shape = TensorShape.of(-1, second, third, fourth);
    PreprocessSpec spec = infer(shape, 1, OutputActivation.SIGMOID).card().preprocess();

    assertThat(spec.layout()).isEqualTo(layout);
    assertThat(spec.colorMode()).isEqualTo(colorMode);
    assertThat(spec.batchShape(-1)).isEqualTo(shape);
    assertThat(spec.fit()).isEqualTo(Fit.SQUASH);
    assertThat(spec.interpolation()).isEqualTo(Interpolation.PILLOW_BICUBIC);
  }

  @Test
  void openSidesAreAssumedToBe224() {
    InferredCard inferred = infer(TensorShape.of(-1, -1, -1, 3), 1, OutputActivation.SIGMOID);

    assertThat(inferred.card().preprocess().width()).isEqualTo(224);
    assertThat(inferred.card().preprocess().height()).isEqualTo(224);
    assertThat(inferred.notes())
        .contains(
            "The file leaves the input's width open; 224 is assumed.",
            "The file leaves the input's height open; 224 is assumed.");
  }

  @ParameterizedTest
  @CsvSource({"'?,224,224,4'", "'?,224,224,?'", "'?,224,3'", "'?,224'", "'?'", "'?,8,224,224,3'"})
  void refusesWhatIsNoBatchOfPictures(String sizes) {
    TensorShape shape =
        TensorShape.of(
            List.of(sizes.replace("?", "-1").split(",")).stream()
                .mapToLong(Long::parseLong)
                .toArray());

    assertRefused(signature(shape, 1, OutputActivation.SIGMOID, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_SHAPE_UNSUPPORTED))
        .withMessage(
            "model input: expected a batch of pictures with 1 or 3 channels, (?, height, width, 3)"
                + " for instance, found "
                + shape);
  }

  @Test
  void refusesPicturesOfAnUnbelievableSize() {
    assertRefused(signature(TensorShape.of(-1, 5000, 224, 3), 1, OutputActivation.SIGMOID, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_SHAPE_UNSUPPORTED))
        .withMessageContaining("expected at most 4096 pixels a side");
  }

  @Test
  void aNetworkThatScalesFromTheUnitRangeIsGivenIt() {
    InsideScaling unit = new InsideScaling("x * 2 - 1", 2, -1);
    InferredCard inferred = ModelCards.infer(signature(RGB, 1, OutputActivation.SIGMOID, unit), ID);

    assertThat(inferred.card().preprocess().scaling()).isEqualTo(new Scaling.Divide(255, 0));
    assertThat(inferred.notes())
        .contains("The network scales its input itself (x * 2 - 1), so it is given 0 to 1.");
  }

  @Test
  void aNetworkThatScalesInsideIsGivenPlainSamples() {
    InferredCard inferred =
        ModelCards.infer(signature(RGB, 1, OutputActivation.SIGMOID, SAMPLES), ID);

    assertThat(inferred.card().preprocess().scaling()).isEqualTo(new Scaling.None());
    assertThat(inferred.notes())
        .contains("The network scales its input itself (x * 0.0039), so it is given 0 to 255.");
  }

  @Test
  void oneValueWithoutASigmoidIsALogit() {
    InferredCard inferred = infer(RGB, 1, OutputActivation.OTHER);

    assertThat(inferred.card().scoreReader()).isEqualTo(new SigmoidReader(TWO, PNEUMONIA, true));
    assertThat(inferred.notes())
        .contains(
            "The network ends without a sigmoid; its value is assumed to be a logit, and the"
                + " sigmoid is applied afterwards.");
  }

  @Test
  void anUnknownActivationIsAssumedToFitTheNumberOfValues() {
    assertThat(infer(RGB, 1, OutputActivation.UNKNOWN).card().scoreReader())
        .isEqualTo(new SigmoidReader(TWO, PNEUMONIA, false));
    assertThat(infer(RGB, 2, OutputActivation.UNKNOWN).card().scoreReader())
        .isEqualTo(new SoftmaxReader(TWO, PNEUMONIA, false));
    assertThat(infer(RGB, 1, OutputActivation.UNKNOWN).notes())
        .contains(
            "The file does not tell the last activation; its value is assumed to be a"
                + " sigmoid's.");
    assertThat(infer(RGB, 2, OutputActivation.UNKNOWN).notes())
        .contains(
            "The file does not tell the last activation; its values are assumed to be a"
                + " softmax's.");
  }

  @Test
  void indexOneOfTwoValuesIsPneumonia() {
    assertThat(infer(RGB, 2, OutputActivation.SOFTMAX).card().scoreReader())
        .isEqualTo(new SoftmaxReader(TWO, PNEUMONIA, false));
    assertThat(infer(RGB, 2, OutputActivation.SIGMOID).card().scoreReader())
        .isEqualTo(new MultiSigmoidReader(TWO, PNEUMONIA, false));
    assertThat(infer(RGB, 2, OutputActivation.OTHER).card().scoreReader())
        .isEqualTo(new SoftmaxReader(TWO, PNEUMONIA, true));
  }

  @ParameterizedTest
  @EnumSource(OutputActivation.class)
  void moreValuesThanTwoNeedACard(OutputActivation activation) {
    assertRefused(signature(RGB, 3, activation, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID))
        .withMessage(
            "model output (?, 3): which of the values is pneumonia is not known, expected a model"
                + " card that says so; `pneumonia model card FILE --labels A,B,C --positive B`"
                + " writes one");
    assertRefused(signature(RGB, -1, activation, null))
        .withMessageContaining("model output (?, ?)");
  }

  @Test
  void refusesASoftmaxOverOneValue() {
    assertRefused(signature(RGB, 1, OutputActivation.SOFTMAX, null))
        .withMessage(
            "model output: a softmax over one value is always 1, expected two values or a sigmoid");
  }

  @Test
  void labelsOfTheOwnerAreTaken() {
    List<String> labels = List.of("Normal", "Covid19", "Viral Pneumonia");
    List<String> positive = List.of("Viral Pneumonia");
    InferredCard inferred =
        ModelCards.infer(signature(RGB, 3, OutputActivation.SOFTMAX, null), ID, labels, positive);

    assertThat(inferred.card().scoreReader()).isEqualTo(new SoftmaxReader(labels, positive, false));
    assertThat(inferred.notes()).noneMatch(note -> note.contains("labels"));
    assertThat(labelled(1, OutputActivation.SIGMOID, List.of("PNEUMONIA", "NORMAL"), PNEUMONIA))
        .isEqualTo(new SigmoidReader(List.of("PNEUMONIA", "NORMAL"), PNEUMONIA, false));
    assertThat(labelled(1, OutputActivation.SIGMOID, PNEUMONIA, PNEUMONIA))
        .isEqualTo(new MultiSigmoidReader(PNEUMONIA, PNEUMONIA, false));
  }

  @Test
  void refusesLabelsOfTheOwnerThatDoNotFit() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> labelled(3, OutputActivation.SOFTMAX, TWO, PNEUMONIA))
        .withMessage(
            "labels: expected 3, one for each value of the network, found [NORMAL, PNEUMONIA]")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID));
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> labelled(2, OutputActivation.SOFTMAX, TWO, List.of("pneumonia")));
  }

  private static ScoreReader labelled(
      long width, OutputActivation activation, List<String> labels, List<String> positive) {
    return ModelCards.infer(signature(RGB, width, activation, null), ID, labels, positive)
        .card()
        .scoreReader();
  }

  private static InferredCard infer(TensorShape input, long width, OutputActivation activation) {
    return ModelCards.infer(signature(input, width, activation, null), ID);
  }

  private static ModelSignature signature(
      TensorShape input, long width, OutputActivation activation, @Nullable InsideScaling inside) {
    return new ModelSignature("test", input, TensorShape.of(-1, width), activation, inside);
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<ModelRejected> assertRefused(
      ModelSignature signature) {
    return assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.infer(signature, ID));
  }
}
