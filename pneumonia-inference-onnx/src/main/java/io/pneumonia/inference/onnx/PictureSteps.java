package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.List;

/** Pooling, padding and cropping of pictures. */
final class PictureSteps {

  private PictureSteps() {}

  static GraphValue pool(Op.Pool op, LayerStep step) {
    Window window = op.window();
    boolean max = op.kind() == Op.PoolKind.MAX;
    // The two operators share these; a mean never counts padding unless it is asked to.
    return step.result(
        TensorLayout.NCHW,
        max ? "MaxPool" : "AveragePool",
        List.of(step.input().in(TensorLayout.NCHW)),
        Attributes.numbers("kernel_shape", op.height(), op.width()),
        Attributes.numbers("strides", window.strideHeight(), window.strideWidth()),
        Attributes.numbers("pads", ConvolutionSteps.pads(window.padding())));
  }

  static GraphValue globalPool(Op.GlobalPool op, LayerStep step) {
    String operator = op.kind() == Op.PoolKind.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
    List<String> from = List.of(step.input().in(TensorLayout.NCHW));
    if (op.keepDims()) {
      return step.result(TensorLayout.NCHW, operator, from);
    }
    String pooled = step.inner("pool", operator, from);
    return step.result(TensorLayout.NHWC, "Flatten", List.of(pooled), Attributes.number("axis", 1));
  }

  static GraphValue zeroPad(Op.ZeroPad op, LayerStep step) {
    if (op.padding().equals(Padding.NONE)) {
      return step.input();
    }
    TensorLayout layout = step.input().layout();
    String amounts = padAmounts(step, op.padding(), layout);
    return step.result(layout, "Pad", List.of(step.input().in(layout), amounts));
  }

  static GraphValue crop(Op.Crop op, LayerStep step) {
    Padding amount = op.amount();
    if (amount.equals(Padding.NONE)) {
      return step.input();
    }
    TensorLayout layout = step.input().layout();
    TensorShape result = step.shape();
    int height = GraphValue.axis(1, layout);
    String starts = step.graph().integers(step.name("starts"), amount.top(), amount.left());
    String ends =
        step.graph()
            .integers(
                step.name("ends"), amount.top() + result.size(1), amount.left() + result.size(2));
    String axes = step.graph().integers(step.name("axes"), height, height + 1L);
    return step.result(layout, "Slice", List.of(step.input().in(layout), starts, ends, axes));
  }

  /** The constant that tells {@code Pad} how many zeros go before and after each axis. */
  static String padAmounts(LayerStep step, Padding padding, TensorLayout layout) {
    long[] amounts = new long[8];
    int height = GraphValue.axis(1, layout);
    amounts[height] = padding.top();
    amounts[height + 1] = padding.left();
    amounts[height + 4] = padding.bottom();
    amounts[height + 5] = padding.right();
    return step.graph().integers(step.name("pads"), amounts);
  }
}
