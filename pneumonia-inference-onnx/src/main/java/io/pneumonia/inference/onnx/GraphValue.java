package io.pneumonia.inference.onnx;

import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A value of the layer graph inside the ONNX graph: one name for each order of its axes that it
 * exists in. ONNX' picture operators want channels first, everything in Keras is channels last; a
 * value is reordered when the other order is first asked for, and once.
 *
 * <p>Only pictures (four axes) have two orders. Anything else is as Keras has it, which counts as
 * {@link TensorLayout#NHWC} here.
 */
final class GraphValue {

  private static final int PICTURE_RANK = 4;

  private final OnnxGraph graph;
  private final TensorShape shape;
  private final TensorLayout made;
  private final Map<TensorLayout, String> names = new EnumMap<>(TensorLayout.class);

  /**
   * A value.
   *
   * @param graph where it lives
   * @param shape channels last, batch axis first
   * @param made the order in which it was computed
   * @param name its name in that order
   */
  GraphValue(OnnxGraph graph, TensorShape shape, TensorLayout made, String name) {
    if (made == TensorLayout.NCHW && shape.rank() != PICTURE_RANK) {
      throw new IllegalArgumentException(
          "value " + name + ": expected four axes for channels first, found " + shape);
    }
    this.graph = graph;
    this.shape = shape;
    this.made = made;
    names.put(made, name);
  }

  /** The shape, channels last. */
  TensorShape shape() {
    return shape;
  }

  boolean isPicture() {
    return shape.rank() == PICTURE_RANK;
  }

  /** The order in which it was computed: the one that costs nothing. */
  TensorLayout layout() {
    return made;
  }

  /** Its name in an order of axes, reordered if need be. */
  String in(TensorLayout layout) {
    return names.computeIfAbsent(layout, this::reordered);
  }

  /** Its name in any order, if both orders hold the same values in the same sequence. */
  String inKerasSequence() {
    return isPicture() && sameSequence(shape) ? in(made) : in(TensorLayout.NHWC);
  }

  /** Whether a picture of this shape is the same sequence of values in both orders. */
  static boolean sameSequence(TensorShape shape) {
    return shape.size(3) == 1 || (shape.size(1) == 1 && shape.size(2) == 1);
  }

  /** The sizes after the batch axis, in an order of axes. */
  static long[] sizes(TensorShape shape, TensorLayout layout) {
    return layout == TensorLayout.NHWC
        ? new long[] {shape.size(1), shape.size(2), shape.size(3)}
        : new long[] {shape.size(3), shape.size(1), shape.size(2)};
  }

  /** Where an axis of the channels-last shape lies in an order of axes. */
  static int axis(int channelsLastAxis, TensorLayout layout) {
    if (layout == TensorLayout.NHWC || channelsLastAxis == 0) {
      return channelsLastAxis;
    }
    return channelsLastAxis == PICTURE_RANK - 1 ? 1 : channelsLastAxis + 1;
  }

  private String reordered(TensorLayout layout) {
    if (!isPicture()) {
      throw new IllegalArgumentException(
          "value " + names.get(made) + ": expected a picture of four axes, found " + shape);
    }
    String from = in(made);
    String name = from + "/" + (layout == TensorLayout.NCHW ? "nchw" : "nhwc");
    if (sameSequence(shape)) {
      long[] sizes = sizes(shape, layout);
      String target = graph.integers(name + "_shape", 0, sizes[0], sizes[1], sizes[2]);
      return graph.node("Reshape", name, List.of(from, target));
    }
    return graph.node(
        "Transpose",
        name,
        List.of(from),
        layout == TensorLayout.NCHW
            ? Attributes.numbers("perm", 0, 3, 1, 2)
            : Attributes.numbers("perm", 0, 2, 3, 1));
  }
}
