package io.pneumonia;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Threshold;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.model.ModelId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything it rests on.
 *
 * @param image what was looked at
 * @param decision finding, score, threshold and confidence
 * @param output the network's output for this picture, as it came out
 * @param model which model
 * @param backend which backend ran it, by name
 * @param timings how long each stage took
 * @param gateVerdict whether the picture is of the kind that the model was made for, or null where
 *     the model has no input gate or it was switched off
 */
public record Prediction(
    ImageInfo image,
    Decision decision,
    List<Float> output,
    ModelId model,
    String backend,
    StageTimings timings,
    @Nullable GateVerdict gateVerdict) {

  /** Copies the list. */
  public Prediction {
    output = List.copyOf(output);
  }

  /**
   * The same score decided at another threshold.
   *
   * @param threshold the threshold that decides
   * @return the prediction with its decision; this one if the threshold is its own
   */
  public Prediction at(Threshold threshold) {
    return threshold.equals(decision.threshold())
        ? this
        : new Prediction(
            image,
            Decision.of(decision.rawScore(), threshold),
            output,
            model,
            backend,
            timings,
            gateVerdict);
  }

  /**
   * What the input gate says, where there is one.
   *
   * @return the verdict; the picture may have been refused if the predictor was opened with {@link
   *     GatePolicy#REPORT}
   */
  public Optional<GateVerdict> gate() {
    return Optional.ofNullable(gateVerdict);
  }

  /**
   * The picture that was looked at.
   *
   * @param name as the caller named it
   * @param sha256 of its bytes, 64 lower-case hexadecimal digits
   * @param width in pixels
   * @param height in pixels
   * @param bytes the size of the file
   * @param denominator 1 where every pixel was decoded; 2, 4 or 8 where the picture was decoded to
   *     a half, a quarter or an eighth of its size ({@link
   *     io.pneumonia.preprocess.DecodeMode#FAST}), so that the score is close to Python's only
   */
  public record ImageInfo(
      String name, String sha256, int width, int height, long bytes, int denominator) {

    /**
     * A picture whose every pixel was decoded.
     *
     * @param name as the caller named it
     * @param sha256 of its bytes, 64 lower-case hexadecimal digits
     * @param width in pixels
     * @param height in pixels
     * @param bytes the size of the file
     */
    public ImageInfo(String name, String sha256, int width, int height, long bytes) {
      this(name, sha256, width, height, bytes, 1);
    }

    /**
     * Whether every pixel of the file was decoded, so that the network saw what it sees in Python.
     *
     * @return false where the picture was reduced while it was decoded
     */
    public boolean isExact() {
      return denominator == 1;
    }
  }
}
