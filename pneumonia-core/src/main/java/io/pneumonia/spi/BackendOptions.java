package io.pneumonia.spi;

import io.pneumonia.tensor.TensorShape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a backend is to run a model.
 *
 * @param threads threads that one run may use, or 0 for the backend's own choice
 * @param device {@code cpu}, or another name that the backend knows ({@code cuda}, {@code gpu})
 * @param inputShape the input's shape where the file leaves sizes open, or null to take the file's
 */
public record BackendOptions(int threads, String device, @Nullable TensorShape inputShape) {

  /** The processor, as many threads as the backend likes. */
  public static final BackendOptions DEFAULT = new BackendOptions(0, "cpu", null);

  /** Refuses a negative number of threads. */
  public BackendOptions {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "threads: expected 0 (automatic) or more, found " + threads);
    }
    Objects.requireNonNull(device, "device");
  }

  /**
   * The input's shape where the file leaves sizes open.
   *
   * @return the shape, batch axis first, if one was given
   */
  public Optional<TensorShape> expectedInput() {
    return Optional.ofNullable(inputShape);
  }
}
