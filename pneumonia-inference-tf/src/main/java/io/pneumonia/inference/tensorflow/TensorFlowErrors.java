package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.tensor.FloatTensor;

/** Turns what TensorFlow throws into errors that say which model and what was being done. */
final class TensorFlowErrors {

  private TensorFlowErrors() {}

  static InferenceFailed runFailed(String model, FloatTensor batch, RuntimeException cause) {
    return new InferenceFailed(
        ErrorCode.INFERENCE_FAILED,
        model + ": TensorFlow failed on an input of " + batch.shape() + ": " + reason(cause),
        cause);
  }

  static ModelRejected cannotOpen(String model, RuntimeException cause) {
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT, model + ": TensorFlow cannot open it: " + reason(cause), cause);
  }

  /** The first line of a message; TensorFlow adds the graph's nodes below it. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
