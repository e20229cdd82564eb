package io.pneumonia;

import io.pneumonia.error.PneumoniaException;

/** What became of one picture among many: a prediction, or the reason why there is none. */
public sealed interface Outcome {

  /**
   * The picture.
   *
   * @return its name
   */
  String name();

  /**
   * The picture was looked at.
   *
   * @param prediction the decision and what it rests on
   */
  record Predicted(Prediction prediction) implements Outcome {
    @Override
    public String name() {
      return prediction.image().name();
    }
  }

  /**
   * The picture was refused, or the network failed on it.
   *
   * @param name the picture's name
   * @param error why
   */
  record Refused(String name, PneumoniaException error) implements Outcome {}
}
