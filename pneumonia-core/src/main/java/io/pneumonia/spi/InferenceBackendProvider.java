package io.pneumonia.spi;

import java.nio.file.Path;

/**
 * A backend, found through {@link java.util.ServiceLoader}. Constructing it loads no native code.
 */
public interface InferenceBackendProvider {

  /**
   * The name that configuration uses.
   *
   * @return lower case, {@code onnx} for instance
   */
  String name();

  /**
   * The runtime that answers, for provenance.
   *
   * @return its name and version, {@code ONNX Runtime 1.28.0} for instance
   */
  String description();

  /**
   * Begins what the first model that is opened in a process would wait for, loading native code for
   * instance, and returns at once. Nothing has to be done here, and a failure is told by {@link
   * #open}.
   */
  default void prepare() {}

  /**
   * Opens a model. Nothing of it is run yet.
   *
   * @param model a file, or the folder of a SavedModel
   * @param options how to run it
   * @return the open model, to be closed by the caller
   * @throws io.pneumonia.error.ModelRejected if the file cannot be used
   * @throws io.pneumonia.error.BackendUnavailable if this platform has no native library, or not
   *     the device, or this backend does not open files of this format
   */
  InferenceSession open(Path model, BackendOptions options);
}
