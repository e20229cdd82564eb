package io.pneumonia.model;

import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.json.Names;
import io.pneumonia.preprocess.Scaling;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** A card against the facts of its model file. */
final class CardCheck {

  private CardCheck() {}

  static List<String> warnings(ModelCard card, ModelSignature signature, String modelName) {
    List<String> contradictions = new ArrayList<>();
    input(card, signature, contradictions);
    output(card.scoreReader(), signature, contradictions);
    if (!contradictions.isEmpty()) {
      throw new ModelRejected(
          ErrorCode.MODEL_CARD_INVALID,
          "the card of model "
              + modelName
              + " contradicts it: "
              + String.join("; ", contradictions));
    }
    List<String> warnings = new ArrayList<>();
    scaling(card, signature, warnings);
    activation(card.scoreReader(), signature.activation(), warnings);
    if (!card.labelsKnown()) {
      warnings.add(
          "The card names no labels: index 0 is assumed to be NORMAL and index 1 PNEUMONIA;"
              + " if they are the other way round, so is every finding.");
    }
    return List.copyOf(warnings);
  }

  private static void input(ModelCard card, ModelSignature signature, List<String> contradictions) {
    TensorShape expected = signature.input();
    TensorShape found = card.preprocess().batchShape(TensorShape.UNKNOWN);
    if (!expected.isCompatibleWith(found)) {
      contradictions.add(
          "expected the input %s, found %s (%dx%d pixels, %s, %s)"
              .formatted(
                  expected,
                  found,
                  card.preprocess().width(),
                  card.preprocess().height(),
                  Names.of(card.preprocess().colorMode()),
                  Names.of(card.preprocess().layout())));
    }
  }

  private static void output(
      ScoreReader reader, ModelSignature signature, List<String> contradictions) {
    long width = OutputWidth.of(signature.output());
    if (width != TensorShape.UNKNOWN && width != reader.classes()) {
      contradictions.add(
          "expected a reading of %d output value%s %s, found %s for %d"
              .formatted(
                  width,
                  width == 1 ? "" : "s",
                  signature.output(),
                  reader instanceof SigmoidReader ? "a sigmoid" : "labels " + reader.labels(),
                  reader.classes()));
    }
  }

  private static void scaling(ModelCard card, ModelSignature signature, List<String> warnings) {
    InsideScaling inside = signature.insideScaling();
    boolean before = !(card.preprocess().scaling() instanceof Scaling.None);
    if (inside == null || before == inside.takesUnitRange()) {
      return;
    }
    if (inside.takesUnitRange()) {
      warnings.add(
          ("The network scales its input itself (%s) and expects 0 to 1 there, and the card gives it"
                  + " 0 to 255: every picture looks white to the network; the card should divide"
                  + " by 255.")
              .formatted(inside));
    } else {
      warnings.add(
          ("The network scales its input itself (%s) and the card scales it before: scaled"
                  + " twice, every picture looks black to the network and the score hardly changes;"
                  + " the card should say the scaling kind none.")
              .formatted(inside));
    }
  }

  private static void activation(
      ScoreReader reader, OutputActivation activation, List<String> warnings) {
    boolean probabilities =
        activation == OutputActivation.SIGMOID || activation == OutputActivation.SOFTMAX;
    if (probabilities && reader.logits()) {
      warnings.add(
          ("The network ends with a %s and the card says logits: applied twice, it blunts"
                  + " every score.")
              .formatted(Names.of(activation)));
    }
    if (activation == OutputActivation.OTHER && !reader.logits()) {
      warnings.add(
          "The network ends without a sigmoid or softmax and the card does not say logits:"
              + " its values may not be probabilities.");
    }
    boolean softmax = reader instanceof SoftmaxReader;
    if (probabilities && !reader.logits() && softmax != (activation == OutputActivation.SOFTMAX)) {
      warnings.add(
          "The network ends with a %s and the card reads its values as %s."
              .formatted(Names.of(activation), softmax ? "a softmax's" : "sigmoids'"));
    }
  }
}
