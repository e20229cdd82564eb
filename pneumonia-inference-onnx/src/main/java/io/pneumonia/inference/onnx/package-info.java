/**
 * Backend {@code onnx}: ONNX Runtime. Runs {@code .onnx} files as they are, and Keras files after
 * turning their layer graph into an ONNX graph in memory.
 */
@NullMarked
package io.pneumonia.inference.onnx;

import org.jspecify.annotations.NullMarked;
