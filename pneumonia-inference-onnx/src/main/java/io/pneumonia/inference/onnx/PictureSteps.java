package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Node;
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
    String picture = step.input().in(TensorLayout.NCHW);
    Node source = step.sourceOf(step.node());
    if (source.op() instanceof Op.ZeroPad pad && !isSafeToMerge(pad, source, op, step)) {
      picture = kept(step, picture);
    }
    // The two operators share these; a mean never counts padding unless it is asked to.
    return step.result(
        TensorLayout.NCHW,
        max ? "MaxPool" : "AveragePool",
        List.of(picture),
        Attributes.numbers("kernel_shape", op.height(), op.width()),
        Attributes.numbers("strides", window.strideHeight(), window.strideWidth()),
        Attributes.numbers("pads", ConvolutionSteps.pads(window.padding())));
  }

  /**
   * Whether padding before a pooling may become padding of the pooling, as ONNX Runtime's optimizer
   * Pad_Fusion does without asking: the zeros are then no values any more and lose against negative
   * ones in a maximum, and as many as the window is high or wide are refused.
   */
  private static boolean isSafeToMerge(Op.ZeroPad pad, Node source, Op.Pool pool, LayerStep step) {
    Padding more = pad.padding();
    Padding own = pool.window().padding();
    boolean fits =
        Math.max(more.top() + own.top(), more.bottom() + own.bottom()) < pool.height()
            && Math.max(more.left() + own.left(), more.right() + own.right()) < pool.width();
    return fits && (pool.kind() == Op.PoolKind.AVERAGE || isRectified(step.sourceOf(source)));
  }

  private static boolean isRectified(Node node) {
    return node.op() instanceof Op.Activate activate
        && activate.function() instanceof Activation.Relu relu
        && relu.slope() == 0
        && relu.max() >= 0;
  }

  /** The picture unchanged, by an operator that no optimizer sees through. */
  private static String kept(LayerStep step, String picture) {
    String lowest = step.scalar("lowest", -Float.MAX_VALUE);
    return step.inner("kept", "Max", List.of(picture, lowest));
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
    if (op.padding().isNone()) {
      return step.input();
    }
    TensorLayout layout = step.input().layout();
    String amounts = padAmounts(step, op.padding(), layout);
    return step.result(layout, "Pad", List.of(step.input().in(layout), amounts));
  }

  static GraphValue crop(Op.Crop op, LayerStep step) {
    Padding amount = op.amount();
    if (amount.isNone()) {
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
