package io.pneumonia.evaluation;

import io.pneumonia.error.ErrorCode;
import java.util.List;

/**
 * Pictures that were not scored, for one reason; no figure counts them.
 *
 * @param code the reason
 * @param normal how many NORMAL pictures
 * @param pneumonia how many PNEUMONIA pictures
 * @param examples messages of the first {@link #EXAMPLES} of them, each with the picture's name
 */
public record RefusedPictures(ErrorCode code, int normal, int pneumonia, List<String> examples) {

  /** How many are named. */
  public static final int EXAMPLES = 20;

  /** Copies the list. */
  public RefusedPictures {
    examples = List.copyOf(examples);
  }

  /**
   * All of them.
   *
   * @return how many
   */
  public int count() {
    return normal + pneumonia;
  }
}
