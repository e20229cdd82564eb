package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers with several inputs. */
final class MergeLayers {

  private MergeLayers() {}

  static LayerRecipe.Parser merge(Op.MergeKind kind) {
    return (options, dialect) ->
        (scope, inputs) -> {
          if (inputs.size() < 2) {
            throw scope.rejected("expected two inputs or more, found " + inputs.size());
          }
          if (kind == Op.MergeKind.SUBTRACT && inputs.size() != 2) {
            throw scope.rejected("expected two inputs, found " + inputs.size());
          }
          return scope.emit(new Op.Merge(kind), ofOneRank(scope, inputs));
        };
  }

  /** Keras puts axes of size 1 behind the batch of inputs that have fewer axes. */
  private static List<Value> ofOneRank(LayerScope scope, List<Value> inputs) {
    int rank = inputs.stream().mapToInt(Value::rank).max().orElse(0);
    List<Value> widened = new ArrayList<>();
    for (Value input : inputs) {
      widened.add(input.rank() == rank ? input : widened(scope, input, rank));
    }
    return widened;
  }

  private static Value widened(LayerScope scope, Value input, int rank) {
    long[] sizes = new long[rank - 1];
    Arrays.fill(sizes, 1);
    for (int axis = 1; axis < input.rank(); axis++) {
      sizes[rank - 1 - input.rank() + axis] = input.size(axis);
    }
    return scope.emitPart("reshape", new Op.Reshape(TensorShape.of(sizes)), input);
  }

  /** Of Keras' own InceptionResNetV2: the first input and the scaled second. */
  static LayerRecipe scaledSum(Options options, Dialect dialect) {
    double scale = options.number("scale", 1);
    return (scope, inputs) -> {
      if (inputs.size() != 2) {
        throw scope.rejected("expected two inputs, found " + inputs.size());
      }
      Op by = NormalizationLayers.scaleShift(1, index -> scale, index -> 0);
      Value scaled = scope.emitPart("scale", by, inputs.get(1));
      return scope.emit(new Op.Merge(Op.MergeKind.ADD), inputs.get(0), scaled);
    };
  }

  static LayerRecipe concatenate(Options options, Dialect dialect) {
    List<Integer> axes = options.integers("axis", -1);
    if (axes.size() != 1) {
      throw options.wrong("axis", "one axis");
    }
    return (scope, inputs) -> {
      if (inputs.size() < 2) {
        throw scope.rejected("expected two inputs or more, found " + inputs.size());
      }
      int axis = Axes.positive(scope, axes.get(0), inputs.get(0));
      return scope.emit(new Op.Concatenate(axis), inputs);
    };
  }
}
