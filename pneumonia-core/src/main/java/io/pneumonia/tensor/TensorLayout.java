package io.pneumonia.tensor;

/** The order of the axes of a batch of pictures. */
public enum TensorLayout {
  /** Batch, height, width, channel: Keras and TensorFlow. */
  NHWC,
  /** Batch, channel, height, width: PyTorch and most ONNX files. */
  NCHW
}
