package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Node;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where a node is being built.
 *
 * @param tf makes operations under the node's own name
 * @param node the node
 * @param inputs the values it takes
 * @param inputShapes their shapes, in the same order
 */
record NodeContext(
    Ops tf, Node node, List<Operand<TFloat32>> inputs, List<TensorShape> inputShapes) {

  NodeContext {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
  }

  Operand<TFloat32> input() {
    return inputs.get(0);
  }

  TensorShape inputShape() {
    return inputShapes.get(0);
  }

  int inputHeight() {
    return (int) inputShape().size(1);
  }

  int inputWidth() {
    return (int) inputShape().size(2);
  }

  Operand<TFloat32> weights(FloatTensor values) {
    return TensorFlowTensors.constant(tf, values);
  }

  Operand<TFloat32> number(float value) {
    return tf.constant(value);
  }

  /** Adds along the last axis, or nothing where there is nothing to add. */
  Operand<TFloat32> withBias(Operand<TFloat32> value, FloatTensor bias) {
    for (int index = 0; index < bias.size(); index++) {
      if (bias.get(index) != 0) {
        return tf.nn.biasAdd(value, weights(bias));
      }
    }
    return value;
  }
}
