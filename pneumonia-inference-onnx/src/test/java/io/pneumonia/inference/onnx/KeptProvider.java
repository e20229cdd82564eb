package io.pneumonia.inference.onnx;

import io.pneumonia.model.ModelCards;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Backend onnx by the longer way: it converts ahead, and opens nothing but the conversion. */
final class KeptProvider implements InferenceBackendProvider {

  private final OnnxBackendProvider onnx = new OnnxBackendProvider();

  @Override
  public String name() {
    return onnx.name();
  }

  @Override
  public String description() {
    return onnx.description();
  }

  @Override
  public InferenceSession open(Path model, BackendOptions options) {
    Path converted = ModelCards.convertedBeside(model, onnx.name());
    try {
      onnx.convertAhead(model, converted, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return onnx.openConverted(model, converted, () -> ModelCards.sha256(model), options)
        .orElseThrow();
  }
}
