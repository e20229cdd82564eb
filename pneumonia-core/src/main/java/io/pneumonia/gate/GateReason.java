package io.pneumonia.gate;

/** Why a picture is not of the kind that a model was made for. */
public enum GateReason {
  /** The shorter side has too few pixels. */
  TOO_SMALL,
  /** The longer side is too many times the shorter. */
  EXTREME_ASPECT,
  /** It has colours. */
  COLOURED,
  /** Its grey levels hardly differ. */
  BLANK,
  /** The network finds other features in it than in the pictures that it was trained on. */
  UNLIKE_TRAINING_PICTURES
}
