package io.pneumonia.model;

/** The function that a network ends with, as far as its file tells. */
public enum OutputActivation {
  /** Independent probabilities. */
  SIGMOID,
  /** Probabilities that sum to one. */
  SOFTMAX,
  /** A known function whose values are not probabilities: linear (logits), tanh and so on. */
  OTHER,
  /** The file does not tell. */
  UNKNOWN
}
