package io.pneumonia.keras.lowering;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.ShapeInference;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Collects operations in execution order, each with its shape, within limits. */
final class GraphEmitter {

  private static final int MAX_NODES = 50_000;
  private static final long MAX_ELEMENTS = 1L << 28;

  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  Value input(String name, TensorShape shape) {
    return add(name, new Op.Input(), List.of(), shape);
  }

  /** Appends an operation and says what comes out. */
  Value emit(String name, Op op, List<Value> inputs) {
    try {
      TensorShape shape = ShapeInference.infer(op, inputs.stream().map(Value::shape).toList());
      if (ShapeInference.elementsOf(shape) > MAX_ELEMENTS) {
        throw new ModelRejected(
            ErrorCode.MODEL_TOO_LARGE,
            "layer " + name + ": expected at most 2^28 values a picture, found shape " + shape);
      }
      return add(name, op, inputs, shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelRejected(ErrorCode.MODEL_CORRUPT, "layer " + name + ": " + e.getMessage(), e);
    }
  }

  /** Another order of the axes; two that undo each other leave nothing. */
  Value permute(String name, List<Integer> axes, Value input) {
    if (isIdentity(axes)) {
      return input;
    }
    Node before = nodes.get(input.node());
    if (before.op() instanceof Op.Permute first && undo(first.axes(), axes)) {
      int origin = before.inputs().get(0);
      return new Value(origin, nodes.get(origin).shape());
    }
    return emit(name, new Op.Permute(axes), List.of(input));
  }

  private static boolean isIdentity(List<Integer> axes) {
    return IntStream.range(0, axes.size()).allMatch(axis -> axes.get(axis) == axis + 1);
  }

  private static boolean undo(List<Integer> first, List<Integer> second) {
    return first.size() == second.size()
        && IntStream.range(0, first.size())
            .allMatch(
                axis -> {
                  int through = second.get(axis);
                  return through > 0
                      && through <= first.size()
                      && first.get(through - 1) == axis + 1;
                });
  }

  private Value add(String name, Op op, List<Value> inputs, TensorShape shape) {
    if (nodes.size() == MAX_NODES) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE, "expected at most 50000 operations, found more");
    }
    String unique = name;
    for (int copy = 1; !names.add(unique); copy++) {
      unique = name + "_" + copy;
    }
    nodes.add(new Node(unique, op, inputs.stream().map(Value::node).toList(), shape));
    return new Value(nodes.size() - 1, shape);
  }

  Node node(Value value) {
    return nodes.get(value.node());
  }

  /** The graph that leads to a value; operations that nothing of it uses are dropped. */
  LayerGraph graph(String name, Value output) {
    boolean[] needed = new boolean[nodes.size()];
    needed[0] = true;
    needed[output.node()] = true;
    for (int index = nodes.size() - 1; index > 0; index--) {
      if (needed[index]) {
        nodes.get(index).inputs().forEach(input -> needed[input] = true);
      }
    }
    int[] moved = new int[nodes.size()];
    Arrays.fill(moved, -1);
    List<Node> kept = new ArrayList<>();
    for (int index = 0; index < moved.length; index++) {
      if (needed[index]) {
        moved[index] = kept.size();
        Node node = nodes.get(index);
        List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
        kept.add(new Node(node.name(), node.op(), inputs, node.shape()));
      }
    }
    return new LayerGraph(name, kept, moved[output.node()]);
  }
}
