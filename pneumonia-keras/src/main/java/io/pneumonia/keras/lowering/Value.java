package io.pneumonia.keras.lowering;

import io.pneumonia.tensor.TensorShape;

/**
 * The value of a node.
 *
 * @param node its index
 * @param shape batch axis first
 */
record Value(int node, TensorShape shape) {

  int rank() {
    return shape.rank();
  }

  long size(int axis) {
    return shape.size(axis);
  }
}
