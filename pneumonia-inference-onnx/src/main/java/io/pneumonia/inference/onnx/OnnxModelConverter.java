package io.pneumonia.inference.onnx;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ModelConverterProvider;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a Keras file as the {@code .onnx} file that backend {@code onnx} would run. */
public final class OnnxModelConverter implements ModelConverterProvider {

  /** Creates the converter; no native code is loaded. */
  public OnnxModelConverter() {}

  @Override
  public String targetFormat() {
    return "onnx";
  }

  @Override
  public void convert(Path source, Path target, BackendOptions options) throws IOException {
    ModelPaths.requireFile(source);
    String name = ModelPaths.name(source);
    if (!KerasFiles.recognises(source)) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name + ": expected a Keras file to convert, found bytes of another kind");
    }
    KerasModel keras = KerasFiles.read(source, options.expectedInput());
    writeWhole(LayerGraphConversion.convert(keras.graph(), name), target.toAbsolutePath());
  }

  /** Writes beside the target and moves: a reader sees the whole file or none. */
  private static void writeWhole(OnnxModel model, Path target) throws IOException {
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
        model.writeTo(out);
      }
      move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
