package io.pneumonia.spi;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Rewrites a model file in another format, with the same answers; found through {@link
 * java.util.ServiceLoader}. A backend may offer one beside its {@link InferenceBackendProvider}.
 * Constructing it loads no native code.
 */
public interface ModelConverterProvider {

  /**
   * The format it writes.
   *
   * @return lower case, {@code onnx} for instance; the usual extension of such files
   */
  String targetFormat();

  /**
   * Converts a file. The target appears whole or not at all, and takes the place of a file that is
   * already there: whether that is wanted is for the caller to ask first.
   *
   * @param source the model file to read
   * @param target the file to write, in a folder that exists
   * @param options the input's shape where the source leaves sizes open; threads and device do not
   *     matter here
   * @throws io.pneumonia.error.ModelRejected if the source cannot be used
   * @throws io.pneumonia.error.BackendUnavailable if files of the source's format are not converted
   *     here
   * @throws IOException if the target cannot be written
   */
  void convert(Path source, Path target, BackendOptions options) throws IOException;
}
