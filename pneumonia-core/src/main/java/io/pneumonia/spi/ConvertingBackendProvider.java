package io.pneumonia.spi;

import io.pneumonia.error.PneumoniaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A backend that turns a model into something else before it runs it, and can keep the outcome in a
 * file: a cache, which spares whoever opens the model the conversion, and nothing that says more
 * than the model does.
 */
public interface ConvertingBackendProvider extends InferenceBackendProvider {

  /**
   * Converts a model and writes what {@link #openConverted} opens. The target appears whole or not
   * at all, and takes the place of a file that is already there. The same model gives the same
   * bytes.
   *
   * @param model the model file
   * @param target the file to write, in a folder that exists
   * @param options the input's shape where the model leaves sizes open; threads and device do not
   *     matter here
   * @throws io.pneumonia.error.ModelRejected if the model cannot be used, or is run as it is
   * @throws IOException if the target cannot be written
   */
  void convertAhead(Path model, Path target, BackendOptions options) throws IOException;

  /**
   * Opens a model by its conversion.
   *
   * @param model the model file, to name it in messages; it is not read
   * @param converted a file that {@link #convertAhead} may have written
   * @param sha256 the model's digest, 64 hexadecimal digits in lower case; asked for last, since it
   *     may take a while
   * @param options how to run it
   * @return the open model, as {@link #open} would give it; empty if the file is not what this
   *     backend would make of this model today: that of another model, another input or another
   *     version, or damaged
   * @throws PneumoniaException what the supplier throws; or if this platform has no native library,
   *     or not the device
   */
  Optional<InferenceSession> openConverted(
      Path model, Path converted, Supplier<String> sha256, BackendOptions options);
}
