package io.pneumonia.keras.file;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ForeignFile;
import java.nio.ByteBuffer;

/** The refusal of a file that is neither HDF5 nor a zip archive, with what it is instead. */
final class ForeignFiles {

  private static final String EXPECTED = "; expected a Keras model (.h5 or .keras)";

  private ForeignFiles() {}

  /** The refusal for a file that starts so. */
  static ModelRejected refusal(ByteBuffer head) {
    if (head.hasRemaining() && isAllZero(head)) {
      return new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          "the file is zeros only (an interrupted download or copy)" + EXPECTED);
    }
    String unknown = head.hasRemaining() ? "bytes of an unknown kind" : "empty";
    String found = ForeignFile.describe(head).orElse(unknown);
    return new ModelRejected(ErrorCode.MODEL_TYPE_UNKNOWN, "the file is " + found + EXPECTED);
  }

  private static boolean isAllZero(ByteBuffer head) {
    for (int i = head.position(); i < head.limit(); i++) {
      if (head.get(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
