package io.pneumonia.keras.lowering;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.model.InsideScaling;
import io.pneumonia.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a network scales its own input: every scaling layer that is reached from the input before any
 * weight is.
 */
final class ScalingNotes {

  private static final int SHOWN = 4;

  private final Set<Op> scalings = Collections.newSetFromMap(new IdentityHashMap<>());

  void scaled(Op.ScaleShift op) {
    scalings.add(op);
  }

  /** Looks at an unfolded graph, in execution order. */
  Optional<InsideScaling> scaling(LayerGraph graph) {
    boolean[] early = new boolean[graph.nodes().size()];
    List<String> words = new ArrayList<>();
    double factor = 1;
    double shift = 0;
    for (int index = 0; index < early.length; index++) {
      Node node = graph.nodes().get(index);
      early[index] =
          !hasWeights(node.op()) && node.inputs().stream().allMatch(input -> early[input]);
      if (early[index] && node.op() instanceof Op.ScaleShift op && scalings.contains(op)) {
        describe(op).ifPresent(words::add);
        factor *= mean(op.scale());
        shift = shift * mean(op.scale()) + mean(op.shift());
      }
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new InsideScaling(String.join(", then ", words), factor, shift));
  }

  private static double mean(FloatTensor values) {
    return IntStream.range(0, values.size()).mapToDouble(values::get).average().orElseThrow();
  }

  private static boolean hasWeights(Op op) {
    return op instanceof Op.Convolution
        || op instanceof Op.DepthwiseConvolution
        || op instanceof Op.TransposedConvolution
        || op instanceof Op.Dense;
  }

  private static Optional<String> describe(Op.ScaleShift op) {
    boolean scales = !isAll(op.scale(), 1);
    boolean shifts = !isAll(op.shift(), 0);
    if (!scales && !shifts) {
      return Optional.empty();
    }
    StringBuilder words = new StringBuilder("x");
    if (scales) {
      words.append(" * ").append(number(op.scale()));
    }
    if (shifts) {
      String shift = number(op.shift());
      boolean less = shift.startsWith("-");
      words.append(less ? " - " : " + ").append(less ? shift.substring(1) : shift);
    }
    return Optional.of(words.toString());
  }

  private static boolean isAll(FloatTensor values, float value) {
    return IntStream.range(0, values.size()).allMatch(index -> values.get(index) == value);
  }

  private static String number(FloatTensor values) {
    if (isAll(values, values.get(0))) {
      return number(values.get(0));
    }
    String rest = values.size() > SHOWN ? ", ...]" : "]";
    return IntStream.range(0, Math.min(values.size(), SHOWN))
        .mapToObj(index -> number(values.get(index)))
        .collect(Collectors.joining(", ", "[", rest));
  }

  private static String number(float value) {
    String text = Float.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
