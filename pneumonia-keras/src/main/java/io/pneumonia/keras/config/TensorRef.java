package io.pneumonia.keras.config;

/**
 * One output of one call of a layer.
 *
 * @param layer the layer's name
 * @param node which call, as the file counts them
 * @param tensor which of its outputs
 */
public record TensorRef(String layer, int node, int tensor) {}
