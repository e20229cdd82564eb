package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import java.util.regex.Pattern;

/** ONNX Runtime's errors as ours, with the model's name. */
final class OnnxErrors {

  private static final int LONGEST = 300;
  private static final Pattern PREFIX =
      Pattern.compile("^Error code - \\w+ - message: (Load model from .* failed:)?");
  private static final Pattern FOLDERS =
      Pattern.compile("(?<!\\w)([A-Za-z]:)?[/\\\\]([^/\\\\:\"']+[/\\\\])+");
  private static final Pattern UNKNOWN_OPERATOR =
      Pattern.compile("not a registered function/op|No Op registered for");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private OnnxErrors() {}

  /** The runtime would not open a model. */
  static ModelRejected refused(String model, OrtException error) {
    String found = message(error);
    if (error.getCode() == OrtErrorCode.ORT_NOT_IMPLEMENTED
        || UNKNOWN_OPERATOR.matcher(found).find()) {
      return new ModelRejected(
          ErrorCode.MODEL_LAYER_UNSUPPORTED,
          model + ": expected operators of " + OnnxNative.version() + ", found: " + found,
          error);
    }
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT,
        model + ": expected a model that " + OnnxNative.version() + " opens, found: " + found,
        error);
  }

  /** A run failed. */
  static InferenceFailed failed(String model, OrtException error) {
    return new InferenceFailed(
        ErrorCode.INFERENCE_FAILED,
        model + ": expected an output, found that the run failed: " + message(error),
        error);
  }

  /** A session would not close. */
  static InferenceFailed notClosed(String model, OrtException error) {
    return new InferenceFailed(
        ErrorCode.INFERENCE_FAILED,
        model + ": expected to close, found that the runtime failed: " + message(error),
        error);
  }

  /** The runtime's words without its own prefix and without folders of this machine. */
  private static String message(OrtException error) {
    String words = PREFIX.matcher(String.valueOf(error.getMessage())).replaceFirst("");
    return oneLine(FOLDERS.matcher(words).replaceAll(""));
  }

  /** A message of any length on one line of a bearable one. */
  static String oneLine(String message) {
    String line = SPACE.matcher(message.strip()).replaceAll(" ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
