package io.pneumonia.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a network's configuration, of Keras 2 or 3, with all models nested in it. */
public final class ConfigReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_LAYERS = 10_000;
  private static final Set<String> NETWORKS = Set.of("Functional", "Model", "Sequential");

  private int layersLeft = MAX_LAYERS;

  private ConfigReader() {}

  /**
   * Reads a configuration.
   *
   * @param root the JSON object with {@code class_name} and {@code config}
   * @return the network
   * @throws ModelRejected if it is not a functional or sequential model, or contradicts itself
   */
  public static NetworkConfig read(JsonNode root) {
    String className = root.path("class_name").asText();
    JsonNode config = root.path("config");
    if (!isNetwork(className, config)) {
      throw notNetwork(root, className);
    }
    return new ConfigReader().network(className, config, LayerPath.ROOT);
  }

  private static ModelRejected notNetwork(JsonNode root, String className) {
    if (className.isEmpty()) {
      return corrupt("the configuration: expected a class_name, found none");
    }
    String registered = root.path("registered_name").asText(className);
    return new ModelRejected(
        ErrorCode.MODEL_LAYER_UNSUPPORTED,
        "the model is of class "
            + className
            + " (registered as "
            + registered
            + "), whose Python code is not in the file; expected a Sequential or Functional model");
  }

  private static boolean isNetwork(String className, JsonNode config) {
    return NETWORKS.contains(className)
        && (config.path("layers").isArray()
            || (config.isArray() && className.equals("Sequential")));
  }

  private NetworkConfig network(String className, JsonNode config, LayerPath path) {
    if (path.names().size() > MAX_DEPTH) {
      throw corrupt("models: expected at most " + MAX_DEPTH + " in each other, found more");
    }
    boolean sequential = className.equals("Sequential");
    String name = config.path("name").asText(sequential ? "sequential" : "model");
    String owner = path.names().isEmpty() ? name : path.toString();
    JsonNode entries = config.isArray() ? config : config.path("layers");
    List<LayerConfig> layers = layers(entries, sequential, owner, path);
    return new NetworkConfig(
        name,
        sequential,
        new Options(owner, config),
        layers,
        sequential ? List.of() : CallReader.references(owner, config.path("input_layers")),
        sequential ? List.of() : CallReader.references(owner, config.path("output_layers")));
  }

  private List<LayerConfig> layers(
      JsonNode entries, boolean sequential, String owner, LayerPath path) {
    layersLeft -= entries.size();
    if (entries.isEmpty() || layersLeft < 0) {
      throw corrupt(
          "model " + owner + ": expected 1 to " + MAX_LAYERS + " layers, found " + entries.size());
    }
    Map<String, Integer> counts = new HashMap<>();
    entries.forEach(entry -> counts.merge(kind(entry, sequential), 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    Set<String> names = new HashSet<>();
    List<LayerConfig> layers = new ArrayList<>(entries.size());
    for (JsonNode entry : entries) {
      String kind = kind(entry, sequential);
      int ordinal = seen.merge(kind, 1, Integer::sum) - 1;
      LayerConfig layer =
          layer(entry, owner, path, new Slot(kind, ordinal, counts.getOrDefault(kind, 0)));
      if (!names.add(layer.name())) {
        throw corrupt("model " + owner + ": expected one layer " + layer.name() + ", found two");
      }
      layers.add(layer);
    }
    return layers;
  }

  private LayerConfig layer(JsonNode entry, String owner, LayerPath parent, Slot slot) {
    String className = entry.path("class_name").asText();
    JsonNode config = entry.path("config");
    String name = entry.path("name").asText(config.path("name").asText());
    if (className.isEmpty() || name.isEmpty()) {
      throw corrupt(
          "model " + owner + ": expected layers with a class and a name, found one without");
    }
    LayerPath path = parent.child(name, slot);
    @Nullable NetworkConfig nested =
        isNetwork(className, config) ? network(className, config, path) : null;
    return new LayerConfig(
        path,
        className,
        entry.path("module").asText(),
        new Options(path.toString(), config),
        CallReader.read(path.toString(), entry.path("inbound_nodes")),
        nested);
  }

  /**
   * The name under which an archive counts a layer; none for what Keras does not list among a
   * model's layers: a sequential model's input, and bare operations.
   */
  private static String kind(JsonNode entry, boolean sequential) {
    String className = entry.path("class_name").asText();
    String module = entry.path("module").asText();
    boolean listed =
        !(sequential && className.equals("InputLayer"))
            && !module.startsWith("keras.src.ops")
            && !module.startsWith("keras.ops")
            && !module.startsWith("keras.src.activations")
            && !module.startsWith("keras.activations");
    return listed ? Slot.snakeCase(className) : "";
  }

  private static ModelRejected corrupt(String message) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, message);
  }
}
