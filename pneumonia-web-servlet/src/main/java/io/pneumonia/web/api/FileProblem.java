package io.pneumonia.web.api;

import io.pneumonia.error.ErrorCode;

/** A few words for each way in which a picture cannot be used. */
final class FileProblem {

  private FileProblem() {}

  static String title(ErrorCode code) {
    return switch (code) {
      case IMAGE_EMPTY -> "Empty file";
      case IMAGE_TOO_LARGE -> "File too large";
      case IMAGE_TOO_MANY_PIXELS -> "Too many pixels";
      case IMAGE_TYPE_UNSUPPORTED -> "Invalid file type";
      case IMAGE_TRUNCATED, IMAGE_CORRUPT -> "Corrupted image";
      case NOT_A_CHEST_XRAY -> "Not a chest X-ray";
      default -> "Unsupported image";
    };
  }
}
