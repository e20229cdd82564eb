package io.pneumonia.keras.config;

import java.util.List;

/** What a layer is called on. */
public sealed interface Operand {

  /**
   * The value of another layer.
   *
   * @param ref which
   */
  record Tensor(TensorRef ref) implements Operand {}

  /**
   * Numbers written into the configuration.
   *
   * @param values one, or one a channel
   */
  record Constant(List<Double> values) implements Operand {
    /** Copies the list. */
    public Constant {
      values = List.copyOf(values);
    }
  }
}
