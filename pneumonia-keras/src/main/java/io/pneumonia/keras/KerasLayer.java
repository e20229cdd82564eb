package io.pneumonia.keras;

/**
 * One layer as the file has it.
 *
 * @param name its path: the names of the models around it and its own, joined by slashes
 * @param className Keras' class, {@code Conv2D} for instance
 * @param parameters its own weights, in numbers; 0 for a model around others
 * @param depth how many models are around it; 0 at the top
 */
public record KerasLayer(String name, String className, long parameters, int depth) {}
