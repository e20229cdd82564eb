package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerCall;
import io.pneumonia.keras.config.LayerConfig;
import io.pneumonia.keras.config.NetworkConfig;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.file.WeightStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds a recipe for every layer, or names all layers that have none, in one refusal. */
final class Preparation {

  private static final int NAMES_SHOWN = 5;

  private final Dialect dialect;
  private final WeightStore weights;
  private final GraphEmitter emitter;
  private final ScalingNotes notes;
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  Preparation(Dialect dialect, WeightStore weights, GraphEmitter emitter, ScalingNotes notes) {
    this.dialect = dialect;
    this.weights = weights;
    this.emitter = emitter;
    this.notes = notes;
  }

  List<PreparedLayer> prepare(NetworkConfig network) {
    List<PreparedLayer> layers = layers(network);
    if (!problems.isEmpty()) {
      throw new ModelRejected(
          ErrorCode.MODEL_LAYER_UNSUPPORTED,
          problems.entrySet().stream()
              .map(problem -> problem.getKey() + ": " + shown(problem.getValue()))
              .collect(Collectors.joining("; ", "not supported: ", "")));
    }
    return layers;
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
    int rest = names.size() - NAMES_SHOWN;
    return rest > 0 ? first + " and " + rest + " more" : first;
  }

  private List<PreparedLayer> layers(NetworkConfig network) {
    List<PreparedLayer> layers = new ArrayList<>();
    for (LayerConfig config : network.layers()) {
      LayerScope scope = new LayerScope(config.path(), weights, emitter, notes);
      @Nullable List<PreparedLayer> nested = config.nested().map(this::layers).orElse(null);
      layers.add(new PreparedLayer(config, scope, recipe(config), nested));
    }
    return layers;
  }

  private LayerRecipe recipe(LayerConfig config) {
    try {
      for (LayerCall call : config.calls()) {
        requireInference(call);
      }
      if (config.isInput()) {
        Policies.requireFloat(config.options());
        return LayerCatalog.IDENTITY;
      }
      return config.nested().isPresent()
          ? LayerCatalog.IDENTITY
          : LayerCatalog.recipe(config, dialect);
    } catch (UnsupportedOption e) {
      problems
          .computeIfAbsent(
              config.className() + " (" + e.getMessage() + ")", problem -> new ArrayList<>())
          .add(config.path().toString());
      return LayerCatalog.IDENTITY;
    }
  }

  /** Keras 2 keeps to training=True at inference; predict of Keras 3 overrides it. */
  private void requireInference(LayerCall call) {
    if (call.training() && dialect == Dialect.KERAS_2) {
      throw new UnsupportedOption("called with training=True");
    }
    if (!call.others().isEmpty()) {
      throw new UnsupportedOption("called with " + String.join(", ", call.others()));
    }
  }
}
