package io.pneumonia.inference.onnx;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be said of a model's path before its bytes are looked at. */
final class ModelPaths {

  private ModelPaths() {}

  /** The file's own name, for messages. */
  static String name(Path model) {
    Path name = model.getFileName();
    return name == null ? model.toString() : name.toString();
  }

  /**
   * Refuses what is no readable file.
   *
   * @throws ModelRejected {@code MODEL_NOT_FOUND}, {@code MODEL_TYPE_UNKNOWN} for a folder, {@code
   *     MODEL_UNREADABLE}
   * @throws BackendUnavailable {@code BACKEND_MODEL_UNSUPPORTED} for a SavedModel folder
   */
  static void requireFile(Path model) {
    String name = name(model);
    if (!Files.exists(model)) {
      throw new ModelRejected(
          ErrorCode.MODEL_NOT_FOUND, name + ": expected a model file, found nothing of that name");
    }
    if (Files.isDirectory(model)) {
      if (Files.exists(model.resolve("saved_model.pb"))) {
        throw new BackendUnavailable(
            ErrorCode.BACKEND_MODEL_UNSUPPORTED,
            name
                + ": backend onnx expected an ONNX or Keras file, found a SavedModel folder, which"
                + " backend tensorflow opens");
      }
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN, name + ": expected a model file, found a folder");
    }
    if (!Files.isReadable(model)) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE,
          name + ": expected a file that may be read, found one that" + " may not");
    }
  }
}
