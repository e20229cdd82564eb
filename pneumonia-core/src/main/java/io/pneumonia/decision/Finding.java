package io.pneumonia.decision;

/** What the threshold makes of a score. */
public enum Finding {
  /** The score is below the threshold. */
  NORMAL,
  /** The score is at the threshold or above. */
  PNEUMONIA
}
