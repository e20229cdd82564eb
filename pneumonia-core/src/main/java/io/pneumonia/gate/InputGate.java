package io.pneumonia.gate;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.gate.GateVerdict.Level;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Judges pictures: first their pixels, then what the network finds in them. Immutable and safe for
 * any number of threads.
 */
public final class InputGate {

  private final GateSpec spec;
  private final Set<Tap> taps;

  private InputGate(GateSpec spec, Set<Tap> taps) {
    this.spec = spec;
    this.taps = taps;
  }

  /**
   * The gate of an open model.
   *
   * @param spec what the model demands
   * @param available what can be had from inside the network; without the tap that the gate looks
   *     at, it looks at pixels only
   * @param model what to call the model in messages
   * @return the gate
   * @throws ModelRejected {@code MODEL_GATE_INVALID} if the tap has another number of values
   */
  public static InputGate of(GateSpec spec, Map<Tap, TensorShape> available, String model) {
    TensorShape shape = available.get(spec.tap());
    if (shape == null) {
      return new InputGate(spec, Set.of());
    }
    TensorShape row = shape.with(0, 1);
    if (!row.isFullyKnown() || row.elements() != spec.statistics().size()) {
      throw new ModelRejected(
          ErrorCode.MODEL_GATE_INVALID,
          "input gate of model %s, mean: expected one value for each of %s %s, found %d"
              .formatted(model, spec.tap(), shape, spec.statistics().size()));
    }
    return new InputGate(spec, Set.of(spec.tap()));
  }

  /**
   * What the network must hand out for {@link #judge}.
   *
   * @return one tap, or none where the network has it not
   */
  public Set<Tap> taps() {
    return taps;
  }

  /**
   * Looks at a picture before the network does.
   *
   * @param pixels the picture, decoded
   * @return why it is refused, for {@link #judge}; nothing where it is not
   */
  public List<Objection> look(PixelImage pixels) {
    return look(ReducedImage.whole(pixels));
  }

  /**
   * As {@link #look(PixelImage)}, for a picture that may have been reduced while it was decoded.
   *
   * @param image the picture, decoded
   * @return why it is refused, for {@link #judge}; nothing where it is not
   */
  public List<Objection> look(ReducedImage image) {
    return spec.checks().objections(image);
  }

  /**
   * Judges a picture.
   *
   * @param seen what {@link #look} said of it
   * @param output what the network gave, {@link #taps} included
   * @param row of the batch, from 0
   * @return the verdict
   * @throws InferenceFailed {@code INFERENCE_FAILED} if the network's features are not numbers
   */
  public GateVerdict judge(List<Objection> seen, TappedOutput output, int row) {
    if (taps.isEmpty()) {
      return new GateVerdict(seen.isEmpty() ? Level.ACCEPTED : Level.REFUSED, null, seen);
    }
    double distance = spec.statistics().distance(output.tap(spec.tap()), row);
    if (Double.isNaN(distance)) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          "input gate: expected numbers as %s of the network, found others".formatted(spec.tap()));
    }
    List<Objection> objections = new ArrayList<>(seen);
    if (distance > spec.doubtfulAbove()) {
      objections.add(unlike(distance));
    }
    boolean refused = !seen.isEmpty() || distance > spec.refusedAbove();
    Level otherwise = objections.isEmpty() ? Level.ACCEPTED : Level.DOUBTFUL;
    return new GateVerdict(refused ? Level.REFUSED : otherwise, distance, objections);
  }

  private Objection unlike(double distance) {
    double limit = distance > spec.refusedAbove() ? spec.refusedAbove() : spec.doubtfulAbove();
    return new Objection(
        GateReason.UNLIKE_TRAINING_PICTURES,
        String.format(Locale.ROOT, "features within %.2f of those of the training pictures", limit),
        String.format(Locale.ROOT, "%.2f", distance));
  }
}
