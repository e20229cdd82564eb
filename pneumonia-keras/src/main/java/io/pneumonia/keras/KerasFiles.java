package io.pneumonia.keras;

import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.Optional;

/** Reads Keras model files: {@code .h5} (Keras 2 and 3) and {@code .keras}. */
@SuppressWarnings("DoNotCallSuggester")
public final class KerasFiles {

  private KerasFiles() {}

  /**
   * Whether the first bytes of a file are those of HDF5 or of a zip archive, whatever its name.
   *
   * @param file an existing file
   * @return true if {@link #read} is the method to ask; a Git-LFS pointer, text or HTML named
   *     {@code .h5} or {@code .keras} also answers true, so that the refusal can say what it is
   */
  public static boolean recognises(Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a file whole. Nothing of it stays open.
   *
   * @param file the model file
   * @param inputShape the input's shape, batch axis first, where the file leaves sizes open
   * @return the network
   * @throws io.pneumonia.error.ModelRejected naming the file, what was found and what was expected
   */
  public static KerasModel read(Path file, Optional<TensorShape> inputShape) {
    throw new UnsupportedOperationException();
  }
}
