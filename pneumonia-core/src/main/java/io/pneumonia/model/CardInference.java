package io.pneumonia.model;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a card from a signature. One use each. */
final class CardInference {

  /** What MobileNet and most of its kin are trained on. */
  static final int ASSUMED_SIDE = 224;

  /** The owner's knowledge of the classes. */
  record Labelling(List<String> labels, List<String> positive) {}

  private final ModelSignature signature;
  private final List<String> notes = new ArrayList<>();

  CardInference(ModelSignature signature) {
    this.signature = signature;
  }

  InferredCard infer(ModelId id, @Nullable Labelling known) {
    PreprocessSpec preprocess = preprocess();
    ScoreReader reader = scoreReader(known);
    notes.add("The threshold is assumed to be 0.5.");
    ModelCard card =
        new ModelCard(
            id.name(),
            id.version(),
            id.sha256(),
            preprocess,
            reader,
            true,
            Threshold.DEFAULT,
            CardDetails.NONE.withNotes(notes));
    return new InferredCard(card, notes);
  }

  private PreprocessSpec preprocess() {
    TensorShape input = signature.input();
    TensorLayout layout = layout(input);
    boolean channelsLast = layout == TensorLayout.NHWC;
    int channels = (int) input.size(channelsLast ? 3 : 1);
    int height = side("height", input.size(channelsLast ? 1 : 2));
    int width = side("width", input.size(channelsLast ? 2 : 3));
    notes.add(
        "The input %s is read as pictures of %dx%d pixels with %d channel%s (%s)."
            .formatted(input, width, height, channels, channels == 1 ? "" : "s", layout));
    notes.add(
        ("Pictures are assumed to be %s, squashed with Pillow's bicubic filter; training"
                + " with Keras' own loaders uses another filter, which only a card can say.")
            .formatted(channels == 1 ? "converted to grey" : "converted to RGB"));
    return new PreprocessSpec(
        width,
        height,
        channels == 1 ? ColorMode.GREY : ColorMode.RGB,
        Fit.SQUASH,
        Interpolation.PILLOW_BICUBIC,
        scaling(),
        layout);
  }

  private TensorLayout layout(TensorShape input) {
    if (input.rank() == 4 && isChannels(input.size(3))) {
      return TensorLayout.NHWC;
    }
    if (input.rank() == 4 && isChannels(input.size(1))) {
      return TensorLayout.NCHW;
    }
    throw unsupported(
        "expected a batch of pictures with 1 or 3 channels, (?, height, width, 3) for instance");
  }

  private static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }

  private int side(String name, long size) {
    if (size == TensorShape.UNKNOWN) {
      notes.add(
          "The file leaves the input's %s open; %d is assumed.".formatted(name, ASSUMED_SIDE));
      return ASSUMED_SIDE;
    }
    if (size > PreprocessSpec.MAX_SIDE) {
      throw unsupported("expected at most " + PreprocessSpec.MAX_SIDE + " pixels a side");
    }
    return (int) size;
  }

  private ModelRejected unsupported(String expected) {
    return new ModelRejected(
        ErrorCode.MODEL_SHAPE_UNSUPPORTED,
        "model input: " + expected + ", found " + signature.input());
  }

  private Scaling scaling() {
    InsideScaling inside = signature.insideScaling();
    if (inside != null) {
      boolean unit = inside.takesUnitRange();
      notes.add(
          "The network scales its input itself (%s), so it is given 0 to %s."
              .formatted(inside, unit ? "1" : "255"));
      return unit ? new Scaling.Divide(255, 0) : new Scaling.None();
    }
    notes.add(
        "The network does not seem to scale its input, so pixels are assumed to be divided"
            + " by 255; x / 127.5 - 1 is common too, and the scores are wrong if it was used in"
            + " training.");
    return new Scaling.Divide(255, 0);
  }

  private ScoreReader scoreReader(@Nullable Labelling known) {
    long width = OutputWidth.of(signature.output());
    if (width == 1 && signature.activation() == OutputActivation.SOFTMAX) {
      throw new ModelRejected(
          ErrorCode.MODEL_SHAPE_UNSUPPORTED,
          "model output: a softmax over one value is always 1, expected two values or a sigmoid");
    }
    Labelling labelling = known == null ? assumedLabels(width) : known;
    try {
      return width == 1 ? scalar(labelling) : severalValues(labelling, width);
    } catch (IllegalArgumentException e) {
      throw new ModelRejected(ErrorCode.MODEL_CARD_INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private Labelling assumedLabels(long width) {
    if (width != 1 && width != 2) {
      throw new ModelRejected(
          ErrorCode.MODEL_CARD_INVALID,
          ("model output %s: which of the values is pneumonia is not known, expected a model"
                  + " card that says so; `pneumonia model card FILE --labels A,B,C --positive B`"
                  + " writes one")
              .formatted(signature.output()));
    }
    notes.add(
        "The labels are unknown: index 0 is assumed to be NORMAL and index 1 PNEUMONIA, as"
            + " Keras numbers folders in alphabetical order; if they are the other way round, so"
            + " is every finding.");
    return new Labelling(CardMapping.ASSUMED_LABELS, CardMapping.ASSUMED_POSITIVE);
  }

  private ScoreReader scalar(Labelling labelling) {
    boolean logits = signature.activation() == OutputActivation.OTHER;
    notes.add(
        switch (signature.activation()) {
          case OTHER ->
              "The network ends without a sigmoid; its value is assumed to be a logit, and"
                  + " the sigmoid is applied afterwards.";
          case UNKNOWN ->
              "The file does not tell the last activation; its value is assumed to be a sigmoid's.";
          default -> "The network's value is a sigmoid's: the probability of index 1.";
        });
    return labelling.labels().size() == 1
        ? new MultiSigmoidReader(labelling.labels(), labelling.positive(), logits)
        : new SigmoidReader(labelling.labels(), labelling.positive(), logits);
  }

  private ScoreReader severalValues(Labelling labelling, long width) {
    List<String> labels = labelling.labels();
    if (width != TensorShape.UNKNOWN && labels.size() != width) {
      throw new IllegalArgumentException(
          "labels: expected %d, one for each value of the network, found %s"
              .formatted(width, labels));
    }
    boolean logits = signature.activation() == OutputActivation.OTHER;
    if (signature.activation() == OutputActivation.SIGMOID) {
      notes.add(
          "The network's values are independent sigmoids; the highest positive one is the score.");
      return new MultiSigmoidReader(labels, labelling.positive(), false);
    }
    notes.add(
        switch (signature.activation()) {
          case OTHER ->
              "The network ends without a softmax; its values are assumed to be logits, and"
                  + " the softmax is applied afterwards.";
          case UNKNOWN ->
              "The file does not tell the last activation; its values are assumed to be a"
                  + " softmax's.";
          default -> "The network's values are a softmax's.";
        });
    return new SoftmaxReader(labels, labelling.positive(), logits);
  }
}
