package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/**
 * Resizing by TensorFlow's rules. All positions are known when the graph is built, so they are
 * computed here, in float32 as TensorFlow does ({@code scale = in / out}), and the graph gathers
 * rows and columns by index:
 *
 * <ul>
 *   <li>nearest: {@code min(floor((i + 0.5) * scale), in - 1)};
 *   <li>bilinear: {@code f = (i + 0.5) * scale - 0.5}, {@code low = max(floor(f), 0)}, {@code high
 *       = min(ceil(f), in - 1)}, {@code t = f - floor(f)}, {@code low + (high - low) * t}; columns
 *       first, then rows.
 * </ul>
 *
 * <p>ONNX' own {@code Resize} computes {@code (i + 0.5) / (out / in)}, which rounds differently; it
 * is used for nearest by whole factors only, where there is nothing to round.
 */
final class ResizeSteps {

  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;

  private ResizeSteps() {}

  static GraphValue resize(Op.Resize op, LayerStep step) {
    TensorShape from = step.input().shape();
    boolean sameHeight = from.size(HEIGHT) == op.height();
    boolean sameWidth = from.size(WIDTH) == op.width();
    if (sameHeight && sameWidth) {
      return step.input();
    }
    if (op.method() == Op.ResizeMethod.NEAREST
        && op.height() % from.size(HEIGHT) == 0
        && op.width() % from.size(WIDTH) == 0) {
      return repeated(op, step);
    }
    TensorLayout layout = step.input().layout();
    String value = step.input().in(layout);
    if (!sameWidth) {
      value = resizeAxis(op, step, layout, value, WIDTH);
    }
    if (!sameHeight) {
      value = resizeAxis(op, step, layout, value, HEIGHT);
    }
    return step.value(layout, value);
  }

  private static GraphValue repeated(Op.Resize op, LayerStep step) {
    TensorShape from = step.input().shape();
    int rows = op.height() / (int) from.size(HEIGHT);
    int columns = op.width() / (int) from.size(WIDTH);
    String scales =
        step.graph()
            .weight(step.name("scales"), FloatTensor.of(TensorShape.of(4), 1, 1, rows, columns));
    return step.result(
        TensorLayout.NCHW,
        "Resize",
        List.of(step.input().in(TensorLayout.NCHW), "", scales),
        Attributes.text("mode", "nearest"),
        Attributes.text("coordinate_transformation_mode", "asymmetric"),
        Attributes.text("nearest_mode", "floor"));
  }

  private static String resizeAxis(
      Op.Resize op, LayerStep step, TensorLayout layout, String value, int axis) {
    int in = (int) step.input().shape().size(axis);
    int out = axis == HEIGHT ? op.height() : op.width();
    return op.method() == Op.ResizeMethod.NEAREST
        ? nearest(step, layout, value, axis, in, out)
        : bilinear(step, layout, value, axis, in, out);
  }

  private static String nearest(
      LayerStep step, TensorLayout layout, String value, int axis, int in, int out) {
    float scale = (float) in / out;
    long[] positions = new long[out];
    for (int i = 0; i < out; i++) {
      positions[i] = Math.min((long) Math.floor((i + 0.5f) * scale), in - 1);
    }
    return gather(step, layout, value, axis, "at", positions);
  }

  private static String bilinear(
      LayerStep step, TensorLayout layout, String value, int axis, int in, int out) {
    float scale = (float) in / out;
    long[] low = new long[out];
    long[] high = new long[out];
    float[] weights = new float[out];
    for (int i = 0; i < out; i++) {
      float position = (i + 0.5f) * scale - 0.5f;
      float floor = (float) Math.floor(position);
      low[i] = Math.max((long) floor, 0);
      high[i] = Math.min((long) Math.ceil(position), in - 1);
      weights[i] = position - floor;
    }
    String part = partOf(axis);
    String lows = gather(step, layout, value, axis, "low", low);
    String highs = gather(step, layout, value, axis, "high", high);
    long[] broadcast = new long[4 - GraphValue.axis(axis, layout)];
    Arrays.fill(broadcast, 1);
    broadcast[0] = out;
    String weight =
        step.graph()
            .weight(
                step.name(part + "_weights"),
                FloatTensor.of(TensorShape.of(out), weights),
                new int[] {0},
                broadcast);
    String difference = step.inner(part + "_difference", "Sub", List.of(highs, lows));
    String share = step.inner(part + "_share", "Mul", List.of(difference, weight));
    return step.inner(part, "Add", List.of(lows, share));
  }

  private static String gather(
      LayerStep step, TensorLayout layout, String value, int axis, String what, long[] positions) {
    String part = partOf(axis) + "_" + what;
    String indices = step.graph().integers(step.name(part + "_indices"), positions);
    return step.inner(
        part,
        "Gather",
        List.of(value, indices),
        Attributes.number("axis", GraphValue.axis(axis, layout)));
  }

  private static String partOf(int axis) {
    return axis == HEIGHT ? "rows" : "columns";
  }
}
