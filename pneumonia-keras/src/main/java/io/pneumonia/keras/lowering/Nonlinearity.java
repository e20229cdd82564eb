package io.pneumonia.keras.lowering;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The function at the end of a layer.
 *
 * @param name for the node it becomes
 * @param op the operation for an input, or null for none
 */
record Nonlinearity(String name, @Nullable Function<Value, Op> op) {

  static final Nonlinearity LINEAR = new Nonlinearity("linear", null);

  static Nonlinearity of(String name, Activation function) {
    return new Nonlinearity(name, in -> new Op.Activate(function));
  }

  static Nonlinearity softmax(int axis) {
    return new Nonlinearity("softmax", in -> new Op.Softmax(axis < 0 ? in.rank() + axis : axis));
  }

  /** Behind the layer's own operation. */
  Value after(LayerScope scope, Value in) {
    return op == null ? in : scope.emitPart(name, op.apply(in), in);
  }

  /** As the whole layer. */
  Value alone(LayerScope scope, Value in) {
    return op == null ? in : scope.emit(op.apply(in), in);
  }
}
