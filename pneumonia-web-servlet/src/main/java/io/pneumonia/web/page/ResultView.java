package io.pneumonia.web.page;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Finding;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.StoredVerdict;
import org.jspecify.annotations.Nullable;

/**
 * A result as it is shown.
 *
 * @param diagnosis picture and result
 */
public record ResultView(Diagnosis diagnosis) {

  private Decision decision() {
    return diagnosis.result().decision();
  }

  /**
   * The page of the result.
   *
   * @return the path, from the root
   */
  public String path() {
    return "/results/" + diagnosis.result().id() + "/";
  }

  /**
   * The bytes of the picture.
   *
   * @return the path, from the root
   */
  public String picture() {
    return "/media/" + diagnosis.image().media().value();
  }

  /**
   * The evidence map, with its legend.
   *
   * @return the path, from the root
   */
  public String heatmap() {
    return "/api/images/" + diagnosis.image().id() + "/heatmap/";
  }

  /**
   * Whether the picture looks normal to the model.
   *
   * @return false for PNEUMONIA
   */
  public boolean isNormal() {
    return decision().finding() == Finding.NORMAL;
  }

  /**
   * The finding as the API calls it.
   *
   * @return NORMAL or PNEUMONIA
   */
  public String finding() {
    return decision().finding().name();
  }

  /**
   * The part of class names that gives a finding its colour.
   *
   * @return normal or pneumonia
   */
  public String tone() {
    return isNormal() ? "normal" : "pneumonia";
  }

  /**
   * How sure the model is.
   *
   * @return in percent, as everywhere
   */
  public String confidence() {
    return Words.percent(decision().confidence().rounded());
  }

  /**
   * The same in words.
   *
   * @return two words
   */
  public String level() {
    return Words.level(decision().confidenceLevel());
  }

  /**
   * The network's score.
   *
   * @return from 0 to 1
   */
  public double score() {
    return decision().rawScore().value();
  }

  /**
   * What decided.
   *
   * @return from 0 to 1
   */
  public double threshold() {
    return decision().threshold().value();
  }

  /**
   * What the finding means.
   *
   * @return one sentence
   */
  public String meaning() {
    return isNormal()
        ? "The score lies below the threshold: to the model, this picture looks normal."
        : "The score is at the threshold or above: to the model, this picture looks like pneumonia.";
  }

  /**
   * What the finding does not mean.
   *
   * @return one sentence
   */
  public String caution() {
    return isNormal()
        ? "This does not exclude pneumonia, nor any other disease."
        : "Other findings can look the same to the model. This is no diagnosis.";
  }

  /**
   * How far fast mode reduced the picture.
   *
   * @return one sentence, or null where every pixel was decoded
   */
  public @Nullable String reduction() {
    int denominator = diagnosis.result().decodeDenominator();
    return denominator == 1
        ? null
        : "Decoded to 1/"
            + denominator
            + " of its size (fast mode): the score can differ a little from that of the whole"
            + " picture.";
  }

  /**
   * What the input gate objects to, in words.
   *
   * @return one or more sentences, or null where it objects to nothing
   */
  public @Nullable String doubt() {
    @Nullable StoredVerdict verdict = diagnosis.result().gateVerdict();
    return verdict == null || verdict.level() == GateVerdict.Level.ACCEPTED
        ? null
        : verdict.sentence();
  }

  /**
   * What the input gate said.
   *
   * @return one sentence
   */
  public String gate() {
    @Nullable StoredVerdict verdict = diagnosis.result().gateVerdict();
    if (verdict == null) {
      return "This model has no input gate: nothing looked whether it is a chest X-ray.";
    }
    return verdict.level() == GateVerdict.Level.ACCEPTED
        ? "Accepted: it is of the kind that the model was made for."
        : "Doubtful: " + verdict.sentence();
  }
}
