package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.ShapeInference;
import io.pneumonia.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/** Layers that only change the shape. */
final class ShapeLayers {

  private static final int CHANNELS_FIRST = 1;

  private ShapeLayers() {}

  static LayerRecipe flatten(Options options, Dialect dialect) {
    boolean first = options.channelsFirst();
    return (LayerRecipe.One)
        (scope, input) -> {
          Value in = first && input.rank() > 2 ? Axes.toLast(scope, input, CHANNELS_FIRST) : input;
          return reshaped(scope, in, ShapeInference.elementsOf(in.shape()));
        };
  }

  static LayerRecipe reshape(Options options, Dialect dialect) {
    List<Integer> target = options.integers("target_shape", -1);
    boolean valid =
        !target.isEmpty()
            && target.stream().allMatch(size -> size > 0 || size == -1)
            && target.stream().filter(size -> size == -1).count() <= 1;
    if (!valid) {
      throw options.wrong("target_shape", "positive sizes, and -1 once at most");
    }
    return (LayerRecipe.One) (scope, in) -> reshaped(scope, in, completed(scope, target, in));
  }

  private static long[] completed(LayerScope scope, List<Integer> target, Value in) {
    long known = 1;
    for (int size : target) {
      known = size == -1 ? known : known * size;
      if (known > Integer.MAX_VALUE) {
        throw scope.rejected("expected a shape of fewer than 2^31 values, found " + target);
      }
    }
    long elements = ShapeInference.elementsOf(in.shape());
    long rest = elements / known;
    if (rest * known != elements) {
      throw scope.rejected("expected a shape of " + elements + " values, found " + target);
    }
    return target.stream().mapToLong(size -> size == -1 ? rest : size).toArray();
  }

  private static Value reshaped(LayerScope scope, Value in, long... target) {
    TensorShape shape = TensorShape.of(target);
    long[] now = Arrays.copyOfRange(in.shape().toArray(), 1, in.rank());
    return TensorShape.of(now).equals(shape) ? in : scope.emit(new Op.Reshape(shape), in);
  }

  static LayerRecipe permute(Options options, Dialect dialect) {
    List<Integer> axes = options.integers("dims", 0);
    return (LayerRecipe.One) (scope, in) -> scope.permute(axes, in);
  }
}
