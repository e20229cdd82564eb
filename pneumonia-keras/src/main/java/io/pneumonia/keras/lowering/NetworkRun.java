package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerCall;
import io.pneumonia.keras.config.LayerConfig;
import io.pneumonia.keras.config.NetworkConfig;
import io.pneumonia.keras.config.Operand;
import io.pneumonia.keras.config.TensorRef;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a model: its layers called in an order in which every input exists.
 *
 * <p>For maintainers. A file numbers the calls of a layer from 0; a nested functional model has
 * call 0 of its own, from when it was made, so that its calls here begin at 1, except where the
 * Keras of the day did not count so. All calls in a file are used, so the smallest number that
 * anything refers to is the first.
 */
final class NetworkRun {

  private final NetworkConfig network;
  private final List<PreparedLayer> layers;
  private final Map<String, List<List<Value>>> results = new HashMap<>();
  private final Map<String, Integer> firstCalls = new HashMap<>();

  private NetworkRun(NetworkConfig network, List<PreparedLayer> layers) {
    this.network = network;
    this.layers = layers;
  }

  static List<Value> run(NetworkConfig network, List<PreparedLayer> layers, List<Value> inputs) {
    NetworkRun run = new NetworkRun(network, layers);
    return network.sequential() ? run.chain(inputs) : run.functional(inputs);
  }

  private List<Value> chain(List<Value> inputs) {
    List<Value> values = inputs;
    for (PreparedLayer layer : layers) {
      if (layer.config().isInput()) {
        requireShape(layer, values);
      } else {
        LayerCall call = new LayerCall(operands(values.size()), false, List.of());
        values = called(layer, call, values);
      }
    }
    return values;
  }

  /** Stand-ins for values that nobody looks up. */
  private static List<Operand> operands(int count) {
    List<Operand> operands = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      operands.add(new Operand.Tensor(new TensorRef("", 0, index)));
    }
    return operands;
  }

  private List<Value> functional(List<Value> inputs) {
    provideInputs(inputs);
    findFirstCalls();
    Deque<PreparedLayer> waiting = new ArrayDeque<>();
    layers.stream().filter(layer -> !layer.config().isInput()).forEach(waiting::add);
    int fruitless = 0;
    while (!waiting.isEmpty()) {
      PreparedLayer layer = waiting.remove();
      fruitless = callWherePossible(layer) ? 0 : fruitless + 1;
      if (done(layer.config()) < layer.config().calls().size()) {
        waiting.add(layer);
        if (fruitless > waiting.size()) {
          throw unresolved(layer);
        }
      }
    }
    return network.outputs().stream().map(this::required).toList();
  }

  private void provideInputs(List<Value> inputs) {
    if (inputs.size() != network.inputs().size()) {
      throw corrupt(
          "model "
              + network.name()
              + ": expected "
              + network.inputs().size()
              + " inputs, found "
              + inputs.size());
    }
    for (int index = 0; index < inputs.size(); index++) {
      String name = network.inputs().get(index).layer();
      List<Value> input = List.of(inputs.get(index));
      layers.stream()
          .filter(layer -> layer.config().isInput() && layer.config().name().equals(name))
          .findFirst()
          .ifPresent(layer -> requireShape(layer, input));
      results.put(name, List.of(input));
    }
  }

  private void findFirstCalls() {
    Set<String> models = new HashSet<>();
    layers.stream()
        .filter(layer -> layer.nested() != null)
        .forEach(layer -> models.add(layer.config().name()));
    List<TensorRef> references = new ArrayList<>(network.outputs());
    for (PreparedLayer layer : layers) {
      for (LayerCall call : layer.config().calls()) {
        references.addAll(references(call));
      }
    }
    for (TensorRef ref : references) {
      if (models.contains(ref.layer())) {
        firstCalls.merge(ref.layer(), ref.node(), Math::min);
      }
    }
  }

  private static List<TensorRef> references(LayerCall call) {
    return call.operands().stream()
        .filter(Operand.Tensor.class::isInstance)
        .map(operand -> ((Operand.Tensor) operand).ref())
        .toList();
  }

  private int done(LayerConfig layer) {
    return results.getOrDefault(layer.name(), List.of()).size();
  }

  private boolean callWherePossible(PreparedLayer layer) {
    boolean called = false;
    for (LayerCall call :
        layer.config().calls().subList(done(layer.config()), layer.config().calls().size())) {
      List<Value> tensors = new ArrayList<>();
      for (TensorRef ref : references(call)) {
        Optional<Value> value = find(ref);
        if (value.isEmpty()) {
          return called;
        }
        tensors.add(value.get());
      }
      results
          .computeIfAbsent(layer.config().name(), key -> new ArrayList<>())
          .add(called(layer, call, tensors));
      called = true;
    }
    return called || layer.config().calls().isEmpty();
  }

  private ModelRejected unresolved(PreparedLayer layer) {
    LayerCall call = layer.config().calls().get(done(layer.config()));
    List<String> missing =
        references(call).stream()
            .filter(ref -> find(ref).isEmpty())
            .map(TensorRef::layer)
            .distinct()
            .toList();
    return corrupt(
        "layer "
            + layer.scope().name()
            + ": expected inputs that exist before it, found none of "
            + missing);
  }

  private Optional<Value> find(TensorRef ref) {
    List<List<Value>> calls = results.getOrDefault(ref.layer(), List.of());
    int call = ref.node() - Math.min(firstCalls.getOrDefault(ref.layer(), 0), 1);
    if (call < 0 || call >= calls.size() || ref.tensor() < 0) {
      return Optional.empty();
    }
    List<Value> values = calls.get(call);
    return ref.tensor() < values.size() ? Optional.of(values.get(ref.tensor())) : Optional.empty();
  }

  private Value required(TensorRef ref) {
    return find(ref)
        .orElseThrow(
            () ->
                corrupt(
                    "model "
                        + network.name()
                        + ": expected an output of layer "
                        + ref.layer()
                        + ", found no such call or output"));
  }

  private static List<Value> called(PreparedLayer layer, LayerCall call, List<Value> tensors) {
    try {
      List<PreparedLayer> nested = layer.nested();
      if (nested != null) {
        return run(layer.config().nested().orElseThrow(), nested, tensors);
      }
      return List.of(
          layer.recipe() instanceof LayerRecipe.Calling calling
              ? calling.apply(layer.scope(), call, tensors)
              : layer.recipe().apply(layer.scope(), tensors));
    } catch (UnsupportedOption e) {
      throw new ModelRejected(
          ErrorCode.MODEL_LAYER_UNSUPPORTED,
          "not supported: "
              + layer.config().className()
              + " "
              + layer.scope().name()
              + " ("
              + e.getMessage()
              + ")");
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw layer.scope().rejected("expected sizes that can be computed with: " + e.getMessage());
    }
  }

  private static void requireShape(PreparedLayer input, List<Value> values) {
    Optional<TensorShape> declared = InputShapes.declared(input.config().options());
    for (Value value : values) {
      if (declared.isPresent()
          && !declared.get().with(0, TensorShape.UNKNOWN).isCompatibleWith(value.shape())) {
        throw input
            .scope()
            .rejected("expected input of shape " + declared.get() + ", found " + value.shape());
      }
    }
  }

  private static ModelRejected corrupt(String message) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, message);
  }
}
