package io.pneumonia.evaluation.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A threshold that was chosen on these very data, and what it gives on them, which flatters it:
 * choose on one set, report on another.
 *
 * @param rule what it was chosen for
 * @param threshold a score of this or more is called positive, or null where no score fits
 * @param sensitivity what it gives, or null where it is not defined
 * @param specificity what it gives, or null where it is not defined
 * @param whyAbsent the reason for a missing threshold, or null
 */
public record OperatingPoint(
    Rule rule,
    @Nullable Double threshold,
    @Nullable Double sensitivity,
    @Nullable Double specificity,
    @Nullable String whyAbsent) {

  /** What a threshold is chosen for. */
  public enum Rule {
    /** Not chosen: the one that decides. */
    IN_FORCE("inForce", "in force"),
    /** The largest {@code sensitivity + specificity - 1} (Youden's J); of several the highest. */
    BALANCED("balanced", "balanced (largest Youden's J)"),
    /** The highest threshold with a sensitivity of 0.95 or more. */
    SENSITIVITY_95("sensitivity95", "sensitivity >= 0.95"),
    /** The highest threshold with a sensitivity of 0.99 or more. */
    SENSITIVITY_99("sensitivity99", "sensitivity >= 0.99"),
    /** The lowest threshold with a specificity of 0.95 or more. */
    SPECIFICITY_95("specificity95", "specificity >= 0.95");

    private final String key;
    private final String label;

    Rule(String key, String label) {
      this.key = key;
      this.label = label;
    }

    /**
     * The name in JSON.
     *
     * @return camel case
     */
    public String key() {
      return key;
    }

    /**
     * The name for people.
     *
     * @return a few words
     */
    public String label() {
      return label;
    }
  }

  /**
   * The threshold in force and the chosen ones.
   *
   * @param scores the items
   * @param inForce the threshold that decides
   * @return one for each rule, in the order of the enum
   */
  public static List<OperatingPoint> of(LabelledScores scores, double inForce) {
    List<OperatingPoint> points = new ArrayList<>();
    points.add(given(scores, inForce));
    if (scores.positives() == 0 || scores.negatives() == 0) {
      for (Rule rule : Rule.values()) {
        if (rule != Rule.IN_FORCE) {
          points.add(new OperatingPoint(rule, null, null, null, "only one class was scored"));
        }
      }
      return List.copyOf(points);
    }
    Search search = new Search(scores);
    points.add(search.best(Rule.BALANCED, search.balanced()));
    points.add(search.best(Rule.SENSITIVITY_95, search.sensitive(0.95)));
    points.add(search.best(Rule.SENSITIVITY_99, search.sensitive(0.99)));
    points.add(search.best(Rule.SPECIFICITY_95, search.specific(0.95)));
    return List.copyOf(points);
  }

  private static OperatingPoint given(LabelledScores scores, double threshold) {
    ConfusionMatrix counts = ConfusionMatrix.of(scores, threshold);
    int positives = scores.positives();
    int negatives = scores.negatives();
    return new OperatingPoint(
        Rule.IN_FORCE,
        threshold,
        positives == 0 ? null : (double) counts.truePositives() / positives,
        negatives == 0 ? null : (double) counts.trueNegatives() / negatives,
        null);
  }

  /** Tries every score as the threshold, from the highest. */
  private static final class Search {
    private final Ranking ranking;
    private final int positives;
    private final int negatives;

    /** How good a threshold is, in whole numbers; NaN for one that does not do. */
    private interface Merit {
      double of(long truePositives, long falsePositives);
    }

    Search(LabelledScores scores) {
      ranking = new Ranking(scores);
      positives = scores.positives();
      negatives = scores.negatives();
    }

    Merit balanced() {
      return (found, wrong) -> found * negatives - wrong * positives;
    }

    Merit sensitive(double least) {
      return (found, wrong) -> (double) found / positives >= least ? -wrong : Double.NaN;
    }

    Merit specific(double least) {
      return (found, wrong) -> specificity(wrong) >= least ? found : Double.NaN;
    }

    private double specificity(long falsePositives) {
      return (double) (negatives - falsePositives) / negatives;
    }

    OperatingPoint best(Rule rule, Merit merit) {
      OperatingPoint best = null;
      double most = Double.NEGATIVE_INFINITY;
      int found = 0;
      for (int k = 0; k < ranking.size(); k++) {
        found += ranking.positive[k] ? 1 : 0;
        if (!ranking.endsTie[k]) {
          continue;
        }
        double here = merit.of(found, k + 1 - found);
        boolean lowest = rule == Rule.SPECIFICITY_95 && here == most;
        if (here > most || lowest) {
          most = here;
          double sensitivity = (double) found / positives;
          best =
              new OperatingPoint(
                  rule, ranking.scores[k], sensitivity, specificity(k + 1 - found), null);
        }
      }
      String why = "the highest score alone is below it";
      return best != null ? best : new OperatingPoint(rule, null, null, null, why);
    }
  }
}
