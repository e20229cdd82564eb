package io.pneumonia;

/** What becomes of pictures that the model's input gate refuses, where the model has a gate. */
public enum GatePolicy {
  /** They are refused, {@code NOT_A_CHEST_XRAY}; the default. */
  REFUSE,
  /** They are predicted, and the prediction carries the verdict. */
  REPORT,
  /** The gate is not looked at. */
  OFF
}
