package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtException;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import java.util.regex.Pattern;

/** ONNX Runtime's errors as ours, with the model's name. */
final class OnnxErrors {

  private static final int LONGEST = 300;
  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private OnnxErrors() {}

  /** The runtime would not open a model. */
  static ModelRejected refused(String model, OrtException error) {
    return switch (error.getCode()) {
      case ORT_NOT_IMPLEMENTED ->
          new ModelRejected(
              ErrorCode.MODEL_LAYER_UNSUPPORTED,
              model
                  + ": expected operators that "
                  + OnnxNative.version()
                  + " has, found: "
                  + message(error),
              error);
      default ->
          new ModelRejected(
              ErrorCode.MODEL_CORRUPT,
              model
                  + ": expected an ONNX model that "
                  + OnnxNative.version()
                  + " opens, found: "
                  + message(error),
              error);
    };
  }

  /** A run failed. */
  static InferenceFailed failed(String model, OrtException error) {
    return new InferenceFailed(
        ErrorCode.INFERENCE_FAILED,
        model + ": expected an output, found that the run failed: " + message(error),
        error);
  }

  private static String message(OrtException error) {
    return oneLine(CODE.matcher(String.valueOf(error.getMessage())).replaceFirst(""));
  }

  /** A message of any length on one line of a bearable one. */
  static String oneLine(String message) {
    String line = SPACE.matcher(message.strip()).replaceAll(" ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
