package io.pneumonia.keras.config;

import java.util.List;

/**
 * A model: layers in a chain, or layers that name each other.
 *
 * @param name its name
 * @param sequential whether each layer is called on the value of the one before
 * @param options its configuration
 * @param layers in the order of the file
 * @param inputs the layers that stand for its inputs; empty for a sequential model
 * @param outputs the values that it gives; empty for a sequential model
 */
public record NetworkConfig(
    String name,
    boolean sequential,
    Options options,
    List<LayerConfig> layers,
    List<TensorRef> inputs,
    List<TensorRef> outputs) {

  /** Copies the lists. */
  public NetworkConfig {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
