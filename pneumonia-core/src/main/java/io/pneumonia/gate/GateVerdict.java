package io.pneumonia.gate;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an input gate says of a picture.
 *
 * @param level whether it may pass
 * @param distance of its features from those of the training pictures (see {@link
 *     FeatureStatistics}), or null where they were not measured
 * @param objections what speaks against it; none where it is accepted
 */
public record GateVerdict(Level level, @Nullable Double distance, List<Objection> objections) {

  /** Whether a picture may pass. */
  public enum Level {
    /** It looks like what the model was made for. */
    ACCEPTED,
    /** It lies at the edge of what the model was made for; the finding is to be doubted. */
    DOUBTFUL,
    /** It is something else; a finding would mean nothing. */
    REFUSED
  }

  /**
   * One thing that speaks against a picture.
   *
   * @param reason of which kind
   * @param expected what was expected, in words
   * @param found what was found, in words
   */
  public record Objection(GateReason reason, String expected, String found) {

    /**
     * The objection in words.
     *
     * @return {@code expected ..., found ...}
     */
    public String sentence() {
      return "expected " + expected + ", found " + found;
    }
  }

  /** Copies the list; refuses objections that do not fit the level. */
  public GateVerdict {
    Objects.requireNonNull(level, "level");
    objections = List.copyOf(objections);
    if (objections.isEmpty() != (level == Level.ACCEPTED)) {
      throw new IllegalArgumentException(
          "objections: expected some unless accepted, found " + objections + " for " + level);
    }
  }

  /**
   * All objections in words.
   *
   * @return separated by semicolons; empty where it is accepted
   */
  public String sentence() {
    return objections.stream().map(Objection::sentence).collect(Collectors.joining("; "));
  }
}
