package io.pneumonia.bundled;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;

/** The files of the model, resources beside this class; what the others belong to comes last. */
enum ModelFile {
  CARD(".card.json"),
  GATE(".gate.json"),
  NETWORK("");

  private final String fileName;

  ModelFile(String suffix) {
    this.fileName = "pneumonia-mobilenetv2.h5" + suffix;
  }

  String fileName() {
    return fileName;
  }

  InputStream open() {
    InputStream in = ModelFile.class.getResourceAsStream(fileName);
    if (in == null) {
      throw new ModelRejected(
          ErrorCode.MODEL_NOT_FOUND,
          "bundled model: expected " + fileName + " in the jar of pneumonia-model, found nothing");
    }
    return in;
  }

  byte[] bytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE,
          "bundled model: " + fileName + " in the jar of pneumonia-model cannot be read",
          e);
    }
  }
}
