package io.pneumonia.evaluation.metrics;

/** The figures of a classifier, in the order in which reports show them. */
public enum Metric {
  /** {@code (TP + TN) / n}. */
  ACCURACY("accuracy", "Accuracy", "right findings / all pictures"),
  /** {@code (sensitivity + specificity) / 2}. */
  BALANCED_ACCURACY("balancedAccuracy", "Balanced accuracy", "mean of the next two"),
  /** {@code TP / (TP + FN)}, also called recall. */
  SENSITIVITY("sensitivity", "Sensitivity", "PNEUMONIA pictures found / all of them"),
  /** {@code TN / (TN + FP)}. */
  SPECIFICITY("specificity", "Specificity", "NORMAL pictures left alone / all of them"),
  /** {@code TP / (TP + FP)}. */
  PRECISION("precision", "Precision", "PNEUMONIA pictures / all that were called so"),
  /** {@code 2 TP / (2 TP + FP + FN)}. */
  F1("f1", "F1", "harmonic mean of precision and sensitivity"),
  /** The area under the ROC curve; ties count one half. */
  AUROC("auroc", "AUROC", "chance that a PNEUMONIA picture outscores a NORMAL one"),
  /** Average precision: the sum of precision times the step of recall, over thresholds. */
  AUPRC("auprc", "AUPRC", "average precision over all recalls"),
  /** Expected calibration error over {@link ReliabilityBin#COUNT} bins of equal width. */
  ECE("ece", "ECE", "how far scores are from frequencies; 0 is best"),
  /** The mean of {@code (score - label)^2}. */
  BRIER("brier", "Brier score", "mean squared error of the score; 0 is best");

  private final String key;
  private final String label;
  private final String meaning;

  Metric(String key, String label, String meaning) {
    this.key = key;
    this.label = label;
    this.meaning = meaning;
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
   * @return as it stands in tables
   */
  public String label() {
    return label;
  }

  /**
   * What it says.
   *
   * @return a few words
   */
  public String meaning() {
    return meaning;
  }
}
