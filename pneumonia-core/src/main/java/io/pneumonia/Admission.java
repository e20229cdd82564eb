package io.pneumonia;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.gate.InputGate;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input gate of a predictor, and what it does with a verdict. Without a gate every picture
 * passes.
 *
 * @param gate the model's, or null where it has none or none is wanted
 * @param refuses whether a picture that the gate refuses has no prediction
 */
record Admission(@Nullable InputGate gate, boolean refuses) {

  /** What a user should know of the gate, in a sentence. */
  Optional<String> note() {
    return gate == null || !gate.taps().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The model has an input gate, but this file does not tell the network's layers: the"
                + " gate looks at a picture's size, colour and contrast only, not at what the"
                + " network finds in it.");
  }

  /** What the network must hand out for {@link #judge}. */
  Set<Tap> taps() {
    return gate == null ? Set.of() : gate.taps();
  }

  /**
   * Looks at a picture before the network does.
   *
   * @return for {@link #judge}
   * @throws ImageRejected if the gate refuses it here and now
   */
  List<Objection> look(String name, ReducedImage image) {
    List<Objection> objections = gate == null ? List.of() : gate.look(image);
    if (refuses && !objections.isEmpty()) {
      throw refusal(name, new GateVerdict(GateVerdict.Level.REFUSED, null, objections));
    }
    return objections;
  }

  /**
   * Judges a picture by what the network found.
   *
   * @return the verdict, or null without a gate
   * @throws ImageRejected if the gate refuses it
   */
  @Nullable GateVerdict judge(String name, List<Objection> seen, TappedOutput output, int row) {
    if (gate == null) {
      return null;
    }
    GateVerdict verdict = gate.judge(seen, output, row);
    if (refuses && verdict.level() == GateVerdict.Level.REFUSED) {
      throw refusal(name, verdict);
    }
    return verdict;
  }

  private static ImageRejected refusal(String name, GateVerdict verdict) {
    return new ImageRejected(
        ErrorCode.NOT_A_CHEST_XRAY,
        name
            + ": not a chest X-ray of the kind that the model was made for: "
            + verdict.sentence());
  }
}
