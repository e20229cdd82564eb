package io.pneumonia.keras.testing;

import io.pneumonia.error.ErrorCode;
import java.util.List;

/**
 * A file that must be refused.
 *
 * @param file the resource's name, and the name it has on disk
 * @param code the code of the error
 * @param mentions words that its message must hold
 */
public record KerasRefusal(String file, ErrorCode code, List<String> mentions) {

  /** Copies the list. */
  public KerasRefusal {
    mentions = List.copyOf(mentions);
  }

  @Override
  public String toString() {
    return file;
  }
}
