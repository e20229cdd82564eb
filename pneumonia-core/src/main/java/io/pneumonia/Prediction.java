package io.pneumonia;

import io.pneumonia.decision.Decision;
import io.pneumonia.model.ModelId;
import java.util.List;

/**
 * A decision with everything it rests on.
 *
 * @param image what was looked at
 * @param decision finding, score, threshold and confidence
 * @param output the network's output for this picture, as it came out
 * @param model which model
 * @param backend which backend ran it, by name
 * @param timings how long each stage took
 */
public record Prediction(
    ImageInfo image,
    Decision decision,
    List<Float> output,
    ModelId model,
    String backend,
    StageTimings timings) {

  /** Copies the list. */
  public Prediction {
    output = List.copyOf(output);
  }

  /**
   * The picture that was looked at.
   *
   * @param name as the caller named it
   * @param sha256 of its bytes, 64 lower-case hexadecimal digits
   * @param width in pixels
   * @param height in pixels
   * @param bytes the size of the file
   */
  public record ImageInfo(String name, String sha256, int width, int height, long bytes) {}
}
