package io.pneumonia.keras.file;

import io.pneumonia.tensor.TensorShape;
import java.util.List;

/**
 * A weight that a layer must have.
 *
 * @param names what Keras 2 and 3 call it; the first is the one for messages
 * @param shape its shape, every size known
 */
public record WeightSpec(List<String> names, TensorShape shape) {

  /** Copies the list. */
  public WeightSpec {
    names = List.copyOf(names);
  }

  /**
   * A weight of one name.
   *
   * @param name what Keras calls it
   * @param shape its sizes, every one known
   * @return the demand
   */
  public static WeightSpec of(String name, long... shape) {
    return new WeightSpec(List.of(name), TensorShape.of(shape));
  }
}
