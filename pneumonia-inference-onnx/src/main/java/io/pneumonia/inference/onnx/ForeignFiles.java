package io.pneumonia.inference.onnx;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What people hand over instead of a model, told by its first bytes. */
final class ForeignFiles {

  private static final int LOOKED_AT = 512;

  private ForeignFiles() {}

  /**
   * Refuses a file that is certainly no ONNX model, saying what it is.
   *
   * @throws ModelRejected {@code MODEL_CORRUPT} if it is empty, else {@code MODEL_TYPE_UNKNOWN}
   */
  static void refuse(Path file, String name) throws IOException {
    byte[] start;
    try (InputStream stream = Files.newInputStream(file)) {
      start = stream.readNBytes(LOOKED_AT);
    }
    if (start.length == 0) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, name + ": expected an ONNX model, found an empty file");
    }
    String found = kind(start);
    if (!found.isEmpty()) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name + ": expected an ONNX model or a Keras file, found " + found);
    }
  }

  private static String kind(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    String lower = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer of "
          + start.length
          + " bytes; fetch the file itself (git lfs pull)";
    } else if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return "an HTML page, perhaps of a sign-in or an error";
    } else if (text.startsWith("TFL3", 4)) {
      return "a TensorFlow Lite model";
    } else if (text.startsWith("ORTM", 4)) {
      return "a model in ONNX Runtime's own format";
    } else if (start[0] == (byte) 0x80 && start.length > 1 && start[1] >= 2 && start[1] <= 5) {
      return "a Python pickle";
    } else if (isText(start)) {
      return "text";
    }
    return "";
  }

  private static boolean isText(byte[] start) {
    for (byte b : start) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
