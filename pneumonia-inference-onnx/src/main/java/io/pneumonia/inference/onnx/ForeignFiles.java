package io.pneumonia.inference.onnx;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ForeignFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people hand over instead of a model, told by its first bytes. */
final class ForeignFiles {

  private ForeignFiles() {}

  /**
   * Refuses a file that is certainly no ONNX model, saying what it is.
   *
   * @throws ModelRejected {@code MODEL_CORRUPT} if it is empty, else {@code MODEL_TYPE_UNKNOWN}
   */
  static void refuse(Path file, String name) throws IOException {
    if (Files.size(file) == 0) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, name + ": expected an ONNX model, found an empty file");
    }
    String found = ForeignFile.describe(file).orElse("");
    if (!found.isEmpty()) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name + ": expected an ONNX model or a Keras file, found " + found);
    }
  }
}
