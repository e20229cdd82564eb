package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerPath;
import io.pneumonia.keras.file.WeightSpec;
import io.pneumonia.keras.file.WeightStore;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a recipe works with: its layer's name and weights, and the graph that grows. */
final class LayerScope {

  private final LayerPath path;
  private final WeightStore store;
  private final GraphEmitter emitter;
  private final ScalingNotes notes;
  private @Nullable List<WeightSpec> specs;
  private List<FloatTensor> weights = List.of();

  LayerScope(LayerPath path, WeightStore store, GraphEmitter emitter, ScalingNotes notes) {
    this.path = path;
    this.store = store;
    this.emitter = emitter;
    this.notes = notes;
  }

  String name() {
    return path.toString();
  }

  /** The layer's weights, read once however often it is called. */
  List<FloatTensor> weights(List<WeightSpec> expected) {
    if (specs == null) {
      weights = store.read(path, expected);
      specs = expected;
    } else if (!specs.equals(expected)) {
      throw rejected("expected inputs of one shape in all its calls, found several");
    }
    return weights;
  }

  long parameters() {
    return weights.stream().mapToLong(FloatTensor::size).sum();
  }

  Value emit(Op op, Value... inputs) {
    return emitter.emit(name(), op, List.of(inputs));
  }

  Value emit(Op op, List<Value> inputs) {
    return emitter.emit(name(), op, inputs);
  }

  Value emitPart(String part, Op op, Value... inputs) {
    return emitter.emit(name() + "/" + part, op, List.of(inputs));
  }

  Value permute(List<Integer> axes, Value input) {
    return emitter.permute(name() + "/permute", axes, input);
  }

  /** Scales the input on purpose: worth telling if it comes first in the network. */
  Value emitScaling(Op.ScaleShift op, Value input) {
    notes.scaled(op);
    return emit(op, input);
  }

  Value only(List<Value> inputs) {
    if (inputs.size() != 1) {
      throw rejected("expected one input, found " + inputs.size());
    }
    return inputs.get(0);
  }

  ModelRejected rejected(String message) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, "layer " + name() + ": " + message);
  }
}
