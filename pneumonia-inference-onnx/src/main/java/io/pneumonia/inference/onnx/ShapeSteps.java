package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** What depends on the order of axes, or brings several values together. */
final class ShapeSteps {

  private ShapeSteps() {}

  static GraphValue reshape(Op.Reshape op, LayerStep step) {
    TensorShape result = step.shape();
    boolean channelsFirst = result.rank() == 4 && GraphValue.sameSequence(result);
    TensorLayout layout = channelsFirst ? TensorLayout.NCHW : TensorLayout.NHWC;
    long[] sizes = channelsFirst ? GraphValue.sizes(result, layout) : op.target().toArray();
    long[] target = new long[sizes.length + 1];
    System.arraycopy(sizes, 0, target, 1, sizes.length);
    String shape = step.graph().integers(step.name("shape"), target);
    return step.result(layout, "Reshape", List.of(step.input().inKerasSequence(), shape));
  }

  static GraphValue permute(Op.Permute op, LayerStep step) {
    long[] axes = new long[op.axes().size() + 1];
    for (int axis = 1; axis < axes.length; axis++) {
      axes[axis] = op.axes().get(axis - 1);
    }
    return step.result(
        TensorLayout.NHWC,
        "Transpose",
        List.of(step.input().in(TensorLayout.NHWC)),
        Attributes.numbers("perm", axes));
  }

  static GraphValue softmax(Op.Softmax op, LayerStep step) {
    TensorLayout layout = step.input().layout();
    return step.result(
        layout,
        "Softmax",
        List.of(step.input().in(layout)),
        Attributes.number("axis", GraphValue.axis(op.axis(), layout)));
  }

  static GraphValue concatenate(Op.Concatenate op, LayerStep step) {
    TensorLayout layout = commonLayout(step);
    return step.result(
        layout,
        "Concat",
        namesIn(layout, step),
        Attributes.number("axis", GraphValue.axis(op.axis(), layout)));
  }

  static GraphValue merge(Op.Merge op, LayerStep step) {
    TensorLayout layout = commonLayout(step);
    List<String> values = namesIn(layout, step);
    return switch (op.kind()) {
      case ADD -> chain("Add", values, layout, step);
      case SUBTRACT -> chain("Sub", values, layout, step);
      case MULTIPLY -> chain("Mul", values, layout, step);
      case MAXIMUM -> step.result(layout, "Max", values);
      case MINIMUM -> step.result(layout, "Min", values);
      case AVERAGE -> step.result(layout, "Mean", values);
    };
  }

  /** Two at a time, from the left, as Keras does. */
  private static GraphValue chain(
      String operator, List<String> values, TensorLayout layout, LayerStep step) {
    if (values.size() == 1) {
      return step.input();
    }
    String left = values.get(0);
    for (String right : values.subList(1, values.size() - 1)) {
      left = step.inner("partial", operator, List.of(left, right));
    }
    return step.result(layout, operator, List.of(left, values.get(values.size() - 1)));
  }

  private static TensorLayout commonLayout(LayerStep step) {
    boolean pictures = step.inputs().stream().allMatch(GraphValue::isPicture);
    boolean anyFirst =
        step.inputs().stream().anyMatch(value -> value.layout() == TensorLayout.NCHW);
    return pictures && anyFirst ? TensorLayout.NCHW : TensorLayout.NHWC;
  }

  private static List<String> namesIn(TensorLayout layout, LayerStep step) {
    List<String> names = new ArrayList<>();
    for (GraphValue value : step.inputs()) {
      names.add(value.in(layout));
    }
    return names;
  }
}
