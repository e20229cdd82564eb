package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.tensor.FloatTensor;
import java.nio.file.Path;

/** Turns what TensorFlow throws into errors that say which model and what was being done. */
final class TensorFlowErrors {

  private TensorFlowErrors() {}

  static InferenceFailed runFailed(String model, FloatTensor batch, RuntimeException cause) {
    return new InferenceFailed(
        ErrorCode.INFERENCE_FAILED,
        model + ": TensorFlow failed on an input of " + batch.shape() + ": " + reason(cause),
        cause);
  }

  /** What TensorFlow says names the folder by its whole path, which is nobody else's business. */
  static ModelRejected cannotOpen(Path folder, RuntimeException cause) {
    String reason = reason(cause).replace(folder.toString(), folder.getFileName().toString());
    ErrorCode code =
        reason.contains("Op type not registered")
            ? ErrorCode.MODEL_LAYER_UNSUPPORTED
            : ErrorCode.MODEL_CORRUPT;
    return new ModelRejected(
        code, folder.getFileName() + ": TensorFlow cannot open it: " + reason, cause);
  }

  static BackendUnavailable noSession(String model, RuntimeException cause) {
    return new BackendUnavailable(
        ErrorCode.BACKEND_DEVICE_UNAVAILABLE,
        model + ": TensorFlow gives no session: " + reason(cause),
        cause);
  }

  /** The first line of a message; TensorFlow adds the graph's nodes below it. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
