package io.pneumonia.decision;

/** A confidence in one word. */
public enum ConfidenceLevel {
  /** 80 percent or less. */
  LOW,
  /** Above 80 percent, up to 95. */
  MODERATE,
  /** Above 95 percent. */
  HIGH
}
