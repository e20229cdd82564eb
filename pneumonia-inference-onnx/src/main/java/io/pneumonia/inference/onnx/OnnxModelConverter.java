package io.pneumonia.inference.onnx;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ModelConverterProvider;
import java.io.IOException;
import java.nio.file.Path;

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
    requireKeras(source, name);
    KerasModel keras = KerasFiles.read(source, options.expectedInput());
    WholeFile.write(target, LayerGraphConversion.convert(keras.graph(), name)::writeTo);
  }

  /**
   * Refuses what is not converted but run as it is.
   *
   * @throws ModelRejected {@code MODEL_TYPE_UNKNOWN}
   */
  static void requireKeras(Path source, String name) {
    if (!KerasFiles.recognises(source)) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name + ": expected a Keras file to convert, found bytes of another kind");
    }
  }
}
