package io.pneumonia.keras.file;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.LayerPath;
import io.pneumonia.keras.config.Slot;
import io.pneumonia.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights of a {@code .keras} archive: {@code layers/conv2d_3/vars/0}, by class and counter, in the
 * order in which Keras creates them.
 *
 * <p>For maintainers. Older files say {@code _layer_checkpoint_dependencies} for {@code layers} and
 * may leave gaps in the counters, for a layer stood twice in that list; there, the groups of a
 * class in the order of their counters are the layers of the class in the order of the model. Files
 * written on Windows may join names with backslashes into one group's name. So the tree is walked
 * once and kept by normal path. Newer files write the layer's name on the group, which is checked.
 */
final class NumberedWeights implements WeightStore {

  private static final String LAYERS = "layers";
  private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";
  private static final int MAX_NODES = 200_000;
  private static final int MAX_DEPTH = 200;

  private final HdfTree tree;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  NumberedWeights(HdfTree tree) {
    this.tree = tree;
    for (Node node : tree.children(tree.root())) {
      String name = normal(node.getName());
      if (name.startsWith(LAYERS) || name.startsWith(OLD_LAYERS)) {
        walk(name, node, 0);
      }
    }
  }

  private static String normal(String name) {
    return name.replace('\\', '/');
  }

  private void walk(String path, Node node, int depth) {
    if (nodes.size() == MAX_NODES || depth == MAX_DEPTH) {
      throw corrupt("expected at most 200000 groups and datasets, 200 deep, found more");
    }
    nodes.put(path, node);
    register(path);
    if (node instanceof Group group) {
      for (Node child : tree.children(group)) {
        walk(path + "/" + normal(child.getName()), child, depth + 1);
      }
    }
  }

  /** Makes a path known to all paths above it, which need not be groups of their own. */
  private void register(String path) {
    int slash = path.lastIndexOf('/');
    String below = path;
    boolean added = true;
    while (added && slash > 0) {
      String above = below.substring(0, slash);
      added =
          children.computeIfAbsent(above, key -> new HashSet<>()).add(below.substring(slash + 1));
      below = above;
      slash = below.lastIndexOf('/');
    }
  }

  @Override
  public List<FloatTensor> read(LayerPath layer, List<WeightSpec> expected) {
    String vars =
        path(layer)
            .map(path -> path + "/vars")
            .filter(nodes::containsKey)
            .orElseThrow(
                () ->
                    corrupt(
                        "layer " + layer + ": expected its weights in the archive, found none"));
    requireName(layer, vars);
    int found = children.getOrDefault(vars, Set.of()).size();
    if (found != expected.size()) {
      throw corrupt(
          "layer " + layer + ": expected " + expected.size() + " weights, found " + found);
    }
    if (!used.add(vars)) {
      throw corrupt("group " + vars + ": expected one layer it fits, found two");
    }
    List<FloatTensor> tensors = new ArrayList<>(expected.size());
    for (int index = 0; index < expected.size(); index++) {
      WeightSpec spec = expected.get(index);
      String what = "layer " + layer + ": " + spec.names().get(0);
      if (!(nodes.get(vars + "/" + index) instanceof Dataset dataset)) {
        throw corrupt(what + ": expected a dataset " + index + ", found none");
      }
      tensors.add(tree.read(dataset, what, spec.shape()));
    }
    return tensors;
  }

  private void requireName(LayerPath layer, String vars) {
    Node group = nodes.get(vars);
    Optional<String> name = group == null ? Optional.empty() : tree.text(group, "name");
    String expected = layer.names().get(layer.depth());
    if (name.isPresent() && !name.get().equals(expected)) {
      throw corrupt(
          "group " + vars + ": expected the weights of layer " + layer + ", found " + name.get());
    }
  }

  @Override
  public void requireAllUsed() {
    // the number of weights is checked layer by layer
  }

  private Optional<String> path(LayerPath layer) {
    String path = "";
    for (Slot slot : layer.slots()) {
      String parent = path;
      Optional<String> next =
          exact(child(parent, LAYERS), slot)
              .or(() -> inOrder(child(parent, OLD_LAYERS), slot))
              .or(() -> inOrder(child(parent, LAYERS), slot));
      if (next.isEmpty()) {
        return next;
      }
      path = next.get();
    }
    return Optional.of(path);
  }

  private static String child(String parent, String name) {
    return parent.isEmpty() ? name : parent + "/" + name;
  }

  private Optional<String> exact(String container, Slot slot) {
    String path = container + "/" + slot.groupName();
    return children.containsKey(path) ? Optional.of(path) : Optional.empty();
  }

  private Optional<String> inOrder(String container, Slot slot) {
    List<Integer> counters = new ArrayList<>();
    String prefix = container + "/";
    for (String path : children.keySet()) {
      if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
        counter(path.substring(prefix.length()), slot.kind()).ifPresent(counters::add);
      }
    }
    if (counters.size() != slot.count()) {
      return Optional.empty();
    }
    counters.sort(null);
    Slot renumbered = new Slot(slot.kind(), counters.get(slot.ordinal()), slot.count());
    return Optional.of(prefix + renumbered.groupName());
  }

  /** 0 for {@code conv2d}, 3 for {@code conv2d_3}, nothing for another class. */
  private static Optional<Integer> counter(String group, String kind) {
    if (group.equals(kind)) {
      return Optional.of(0);
    }
    String digits = group.startsWith(kind + "_") ? group.substring(kind.length() + 1) : "";
    boolean number =
        !digits.isEmpty()
            && digits.length() < 8
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }

  private static ModelRejected corrupt(String message) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, message);
  }
}
