package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerConfig;
import io.pneumonia.keras.config.NetworkConfig;
import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.TensorRef;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.Optional;

/** The shape of a network's one input, from wherever the dialect keeps it. */
final class InputShapes {

  private InputShapes() {}

  /** {@code batch_shape} of Keras 3 or {@code batch_input_shape} of Keras 2. */
  static Optional<TensorShape> declared(Options options) {
    return options.shape("batch_shape").or(() -> options.shape("batch_input_shape"));
  }

  /** The input's shape, batch unknown, all else known. */
  static TensorShape of(NetworkConfig network, Optional<TensorShape> given) {
    requireOne("input", network, network.inputs());
    requireOne("output", network, network.outputs());
    Optional<TensorShape> declared = find(network).map(shape -> unbatched(shape));
    TensorShape shape =
        declared.or(() -> given.map(each -> unbatched(each))).orElseThrow(InputShapes::open);
    if (given.isPresent()) {
      shape = completed(shape, unbatched(given.get()));
    }
    if (shape.rank() < 2) {
      throw unsupported("expected an input with axes behind the batch, found " + shape);
    }
    if (!shape.with(0, 1).isFullyKnown()) {
      throw unsupported(
          "the file leaves the input's size open: "
              + shape
              + "; name the size, in the model's card");
    }
    return shape;
  }

  private static TensorShape unbatched(TensorShape shape) {
    return shape.with(0, TensorShape.UNKNOWN);
  }

  private static void requireOne(String what, NetworkConfig network, List<TensorRef> references) {
    if (!network.sequential() && references.size() != 1) {
      throw unsupported(
          "expected one "
              + what
              + ", found "
              + references.size()
              + ": "
              + references.stream().map(TensorRef::layer).toList());
    }
  }

  private static Optional<TensorShape> find(NetworkConfig network) {
    if (network.sequential()) {
      LayerConfig first = network.layers().get(0);
      return declared(first.options())
          .or(() -> first.nested().flatMap(InputShapes::find))
          .or(() -> network.options().shape("build_input_shape"));
    }
    String name = network.inputs().get(0).layer();
    return network.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .flatMap(layer -> declared(layer.options()));
  }

  private static TensorShape completed(TensorShape declared, TensorShape given) {
    if (!declared.isCompatibleWith(given)) {
      throw unsupported("expected input of shape " + declared + ", found " + given + " asked for");
    }
    TensorShape shape = declared;
    for (int axis = 1; axis < shape.rank(); axis++) {
      shape = shape.size(axis) == TensorShape.UNKNOWN ? shape.with(axis, given.size(axis)) : shape;
    }
    return shape;
  }

  private static ModelRejected open() {
    return unsupported("the file does not say the input's shape; name it, in the model's card");
  }

  private static ModelRejected unsupported(String message) {
    return new ModelRejected(ErrorCode.MODEL_SHAPE_UNSUPPORTED, message);
  }
}
