package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.file.WeightSpec;
import io.pneumonia.keras.graph.Op;
import java.util.List;

/** Activations that are layers: Activation, ReLU, LeakyReLU, ELU, Softmax, PReLU. */
final class ActivationLayers {

  private ActivationLayers() {}

  static LayerRecipe.Parser of(String className) {
    return (options, dialect) -> {
      Nonlinearity nonlinearity = Nonlinearities.ofLayer(className, options, dialect);
      return (LayerRecipe.One) nonlinearity::alone;
    };
  }

  static LayerRecipe learnt(Options options, Dialect dialect) {
    List<Integer> shared =
        options.has("shared_axes") ? options.integers("shared_axes", 0) : List.of();
    return (LayerRecipe.One)
        (scope, in) -> {
          long[] shape = new long[in.rank() - 1];
          for (int axis = 1; axis <= shape.length; axis++) {
            shape[axis - 1] = shared.contains(axis) ? 1 : in.size(axis);
          }
          return scope.emit(
              new Op.PRelu(scope.weights(List.of(WeightSpec.of("alpha", shape))).get(0)), in);
        };
  }
}
