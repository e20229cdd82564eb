package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.LayerPath;

/**
 * One layer for people to read.
 *
 * @param path where it is
 * @param className Keras' class
 * @param parameters its own weights, in numbers
 */
public record LayerSummary(LayerPath path, String className, long parameters) {}
