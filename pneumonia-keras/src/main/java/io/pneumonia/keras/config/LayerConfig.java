package io.pneumonia.keras.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a model.
 *
 * @param path where it is
 * @param className Keras' class, {@code Conv2D}
 * @param module the Python module of the class, empty where the file does not say
 * @param options its configuration
 * @param calls its uses, in the order in which the file counts them; empty in a sequential model
 * @param network the model that this layer is, or null
 */
public record LayerConfig(
    LayerPath path,
    String className,
    String module,
    Options options,
    List<LayerCall> calls,
    @Nullable NetworkConfig network) {

  /** Copies the list. */
  public LayerConfig {
    calls = List.copyOf(calls);
  }

  /**
   * The layer's own name.
   *
   * @return unique in its model
   */
  public String name() {
    return path.names().get(path.depth());
  }

  /**
   * The model that this layer is.
   *
   * @return empty for an ordinary layer
   */
  public Optional<NetworkConfig> nested() {
    return Optional.ofNullable(network);
  }

  /**
   * Whether this is the placeholder of an input.
   *
   * @return true for InputLayer
   */
  public boolean isInput() {
    return className.equals("InputLayer");
  }
}
