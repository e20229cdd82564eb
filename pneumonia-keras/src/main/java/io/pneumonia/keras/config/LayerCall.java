package io.pneumonia.keras.config;

import java.util.List;

/**
 * One use of a layer in a functional model.
 *
 * @param operands what it is called on, in order
 * @param training whether the call asks for training behaviour, dropout for instance
 * @param others the names of further arguments that have a value
 */
public record LayerCall(List<Operand> operands, boolean training, List<String> others) {

  /** Copies the lists. */
  public LayerCall {
    operands = List.copyOf(operands);
    others = List.copyOf(others);
  }
}
