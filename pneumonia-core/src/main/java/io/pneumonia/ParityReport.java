package io.pneumonia;

import java.util.List;

/**
 * How far several backends agree on the same model and pictures.
 *
 * @param compared pictures that every backend predicted
 * @param refused pictures that every backend refused, for the same reason
 * @param disputed names of pictures that some backends predicted and others refused
 * @param pairs every pair of backends
 */
public record ParityReport(
    int compared, List<Outcome.Refused> refused, List<String> disputed, List<Pair> pairs) {

  /** Copies the lists. */
  public ParityReport {
    refused = List.copyOf(refused);
    disputed = List.copyOf(disputed);
    pairs = List.copyOf(pairs);
  }

  /**
   * Two backends.
   *
   * @param first a backend's name
   * @param second another backend's name
   * @param outputDifference the largest absolute difference of any output value
   * @param scoreDifference the largest absolute difference of the score
   * @param worstPicture the name of the picture with the largest difference of the score; empty
   *     where nothing differs
   * @param flips pictures with different findings
   */
  public record Pair(
      String first,
      String second,
      double outputDifference,
      double scoreDifference,
      String worstPicture,
      int flips) {}

  /**
   * Whether the backends may stand for each other.
   *
   * @param tolerance the largest difference allowed, of outputs and of scores
   * @return true if no pair differs by more, no finding flips, and no picture is disputed
   */
  public boolean agreesWithin(double tolerance) {
    return disputed.isEmpty()
        && pairs.stream()
            .allMatch(
                pair ->
                    pair.flips() == 0
                        && pair.outputDifference() <= tolerance
                        && pair.scoreDifference() <= tolerance);
  }
}
