package io.pneumonia.inference.onnx;

/**
 * A layer graph turned into an ONNX model.
 *
 * @param model with one input, and with the network's output before the taps
 * @param insides the names of the further outputs, and what comes after them
 */
record ConvertedGraph(OnnxModel model, Insides insides) {}
