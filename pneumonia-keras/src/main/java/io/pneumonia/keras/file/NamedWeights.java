package io.pneumonia.keras.file;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerPath;
import io.pneumonia.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of an {@code .h5} file: one group a top-level layer, in it the weights of all layers
 * nested there, by name.
 *
 * <p>For maintainers. A weight's name is {@code owner/variable}, Keras 2 adds {@code :0}. The owner
 * is the layer's name, perhaps with some of the models around it in front, perhaps with a counter
 * behind ({@code conv1_1}) where TensorFlow 1 made names unique. An owner that is the end of the
 * layer's own path is certain, the longest one most; any other is accepted only if it is the only
 * one possible. Since each weight is used once and all must be used, two layers can never share a
 * mistake silently: it ends as a refusal.
 */
final class NamedWeights implements WeightStore {

  private static final Set<String> VARIABLES =
      Set.of(
          "kernel",
          "depthwise_kernel",
          "pointwise_kernel",
          "bias",
          "gamma",
          "beta",
          "moving_mean",
          "moving_variance",
          "alpha",
          "mean",
          "variance");

  private final HdfTree tree;
  private final Group weights;
  private final Map<String, List<Entry>> groups = new HashMap<>();

  NamedWeights(HdfTree tree, Group weights) {
    this.tree = tree;
    this.weights = weights;
  }

  @Override
  public List<FloatTensor> read(LayerPath layer, List<WeightSpec> expected) {
    List<Entry> entries = groups.computeIfAbsent(layer.names().get(0), this::entries);
    if (entries.isEmpty()) {
      throw corrupt("layer " + layer + ": expected its weights in the file, found none");
    }
    if (layer.depth() == 0 && entries.size() != expected.size()) {
      throw corrupt(
          "layer "
              + layer
              + ": expected the weights "
              + expected.stream().map(spec -> spec.names().get(0)).toList()
              + ", found "
              + entries.stream().map(Entry::name).toList());
    }
    List<FloatTensor> tensors = new ArrayList<>(expected.size());
    for (WeightSpec spec : expected) {
      Entry entry = find(layer, entries, spec);
      if (entry.used) {
        throw corrupt("weight " + entry.name() + ": expected one layer it fits, found two");
      }
      entry.used = true;
      tensors.add(
          tree.read(entry.dataset, "layer " + layer + ": " + spec.names().get(0), spec.shape()));
    }
    return tensors;
  }

  @Override
  public void requireAllUsed() {
    for (List<Entry> entries : groups.values()) {
      for (Entry entry : entries) {
        if (!entry.used && VARIABLES.contains(entry.variable)) {
          throw corrupt("weight " + entry.name() + ": expected a layer it belongs to, found none");
        }
      }
    }
  }

  private List<Entry> entries(String layerName) {
    Group group = tree.group(weights, layerName).orElse(null);
    if (group == null) {
      return List.of();
    }
    List<String> names =
        tree.names(group, "weight_names")
            .orElseThrow(
                () -> corrupt("group " + layerName + ": expected weight_names, found none"));
    List<Entry> entries = new ArrayList<>(names.size());
    for (String name : names) {
      Dataset dataset =
          tree.dataset(group, name)
              .orElseThrow(
                  () ->
                      corrupt(
                          "group " + layerName + ": expected the weight " + name + ", found none"));
      entries.add(Entry.of(name, dataset));
    }
    return entries;
  }

  private static Entry find(LayerPath layer, List<Entry> entries, WeightSpec spec) {
    List<Entry> named =
        entries.stream().filter(entry -> spec.names().contains(entry.variable)).toList();
    if (layer.depth() == 0 && named.size() == 1) {
      return named.get(0);
    }
    String name = layer.names().get(layer.depth());
    List<Entry> certain =
        named.stream().filter(entry -> entry.endsPath(layer.toString(), name)).toList();
    if (!certain.isEmpty()) {
      return longest(certain);
    }
    List<Entry> possible = named.stream().filter(entry -> entry.mayBelongTo(name)).toList();
    if (possible.size() == 1) {
      return possible.get(0);
    }
    throw corrupt(
        "layer "
            + layer
            + ": expected one weight "
            + spec.names().get(0)
            + ", found "
            + (possible.isEmpty() ? "none" : possible.stream().map(Entry::name).toList()));
  }

  private static Entry longest(List<Entry> entries) {
    Entry longest = entries.get(0);
    for (Entry entry : entries) {
      if (entry.owner.length() > longest.owner.length()) {
        longest = entry;
      }
    }
    return longest;
  }

  private static ModelRejected corrupt(String message) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, message);
  }

  /** One weight of a group. */
  private static final class Entry {

    private final String owner;
    private final String variable;
    private final Dataset dataset;
    private boolean used;

    private Entry(String owner, String variable, Dataset dataset) {
      this.owner = owner;
      this.variable = variable;
      this.dataset = dataset;
    }

    static Entry of(String name, Dataset dataset) {
      int slash = name.lastIndexOf('/');
      int colon = name.lastIndexOf(':');
      String variable = name.substring(slash + 1, colon > slash ? colon : name.length());
      return new Entry(slash < 0 ? "" : name.substring(0, slash), variable, dataset);
    }

    String name() {
      return owner + "/" + variable;
    }

    /** Whether the owner names the layer, and nothing that contradicts its path. */
    boolean endsPath(String path, String layerName) {
      return endsWith(owner, layerName) && endsWith(path, owner);
    }

    boolean mayBelongTo(String layerName) {
      return endsWith(owner, layerName) || endsWith(withoutCounter(owner), layerName);
    }

    private static boolean endsWith(String path, String end) {
      return path.endsWith(end)
          && (path.length() == end.length()
              || path.charAt(path.length() - end.length() - 1) == '/');
    }

    private static String withoutCounter(String text) {
      int end = text.length();
      while (end > 0 && Character.isDigit(text.charAt(end - 1))) {
        end--;
      }
      return end > 0 && end < text.length() && text.charAt(end - 1) == '_'
          ? text.substring(0, end - 1)
          : text;
    }
  }
}
