package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.model.ForeignFile;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Backend {@code tensorflow}: SavedModel folders (of Keras 2 and 3, or any with one float input and
 * one float output) and Keras files. The native library is loaded by the first {@link #open}.
 *
 * <p>{@link BackendOptions#threads} bounds the threads of a run. TensorFlow keeps the pool that
 * works inside an operation for the whole process: there the first model that is opened decides.
 */
public final class TensorFlowBackendProvider implements InferenceBackendProvider {

  private final TensorFlowNative library;

  /** Creates the provider; nothing native is loaded. */
  public TensorFlowBackendProvider() {
    this(TensorFlowNative.ofThisMachine());
  }

  TensorFlowBackendProvider(TensorFlowNative library) {
    this.library = library;
  }

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public String description() {
    return "TensorFlow 2.18.0";
  }

  @Override
  public InferenceSession open(Path model, BackendOptions options) {
    TensorFlowNative.requireKnownDevice(options);
    String name = String.valueOf(model.getFileName());
    if (!Files.exists(model)) {
      throw new ModelRejected(
          ErrorCode.MODEL_NOT_FOUND, name + ": expected a model file or folder, found nothing");
    }
    if (Files.isDirectory(model)) {
      SavedModelFolder.requireSavedModel(model);
      prepare(options);
      return SavedModelFolder.open(model, options);
    }
    requireKerasFile(model, name);
    KerasModel keras = KerasFiles.read(model, options.expectedInput());
    prepare(options);
    return KerasSession.open(name, keras, options);
  }

  private void prepare(BackendOptions options) {
    library.load();
    library.requireDevice(options);
  }

  private static void requireKerasFile(Path model, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx")) {
      throw new BackendUnavailable(
          ErrorCode.BACKEND_MODEL_UNSUPPORTED,
          name + ": backend tensorflow does not open ONNX files, backend onnx does");
    }
    if (lower.equals("saved_model.pb")) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name + ": expected the folder of the SavedModel, found the graph file inside it");
    }
    if (!KerasFiles.recognises(model)) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          name
              + ": expected a Keras file (.h5, .keras) or the folder of a SavedModel, found "
              + kind(model));
    }
  }

  private static String kind(Path file) {
    try {
      return ForeignFile.describe(file).orElse("neither HDF5 nor a zip archive");
    } catch (IOException e) {
      return "a file that cannot be read";
    }
  }
}
