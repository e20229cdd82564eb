package io.pneumonia.inference.onnx;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/** Weights along the last axis: Dense, scale and shift, LayerNormalization, PReLU. */
final class ProductSteps {

  private ProductSteps() {}

  static GraphValue dense(Op.Dense op, LayerStep step) {
    String x = step.input().in(TensorLayout.NHWC);
    String kernel = step.graph().weight(step.name("kernel"), op.kernel());
    String bias = step.graph().weight(step.name("bias"), op.bias());
    if (step.input().shape().rank() == 2) {
      return step.result(TensorLayout.NHWC, "Gemm", List.of(x, kernel, bias));
    }
    String product = step.inner("product", "MatMul", List.of(x, kernel));
    return step.result(TensorLayout.NHWC, "Add", List.of(product, bias));
  }

  /**
   * As a batch norm of mean 0 and variance 1 where channels come first: one pass over the picture
   * instead of two, and the runtime keeps its own blocked order of channels across it.
   */
  static GraphValue scaleShift(Op.ScaleShift op, LayerStep step) {
    TensorLayout layout = step.input().layout();
    String x = step.input().in(layout);
    if (layout == TensorLayout.NHWC) {
      String scale = step.graph().weight(step.name("scale"), op.scale());
      String shift = step.graph().weight(step.name("shift"), op.shift());
      String scaled = step.inner("scaled", "Mul", List.of(x, scale));
      return step.result(layout, "Add", List.of(scaled, shift));
    }
    int channels = (int) step.shape().size(3);
    String scale = step.graph().weight(step.name("scale"), spread(op.scale(), channels));
    String shift = step.graph().weight(step.name("shift"), spread(op.shift(), channels));
    String mean = step.graph().weight(step.name("mean"), filled(channels, 0));
    String variance = step.graph().weight(step.name("variance"), filled(channels, 1));
    return step.result(
        layout,
        "BatchNormalization",
        List.of(x, scale, shift, mean, variance),
        Attributes.number("epsilon", 0f));
  }

  static GraphValue layerNormalization(Op.LayerNormalization op, LayerStep step) {
    String gamma = step.graph().weight(step.name("gamma"), op.gamma());
    String beta = step.graph().weight(step.name("beta"), op.beta());
    return step.result(
        TensorLayout.NHWC,
        "LayerNormalization",
        List.of(step.input().in(TensorLayout.NHWC), gamma, beta),
        Attributes.number("axis", -1L),
        Attributes.number("epsilon", op.epsilon()));
  }

  static GraphValue pRelu(Op.PRelu op, LayerStep step) {
    TensorLayout layout = step.input().layout();
    TensorShape alpha = op.alpha().shape();
    String slope =
        layout == TensorLayout.NCHW && alpha.rank() == 3
            ? step.graph()
                .weight(
                    step.name("alpha"),
                    op.alpha(),
                    new int[] {2, 0, 1},
                    alpha.size(2),
                    alpha.size(0),
                    alpha.size(1))
            : step.graph().weight(step.name("alpha"), op.alpha());
    return step.result(layout, "PRelu", List.of(step.input().in(layout), slope));
  }

  private static FloatTensor spread(FloatTensor values, int channels) {
    return values.size() == channels ? values : filled(channels, values.get(0));
  }

  private static FloatTensor filled(int count, float value) {
    return FloatTensor.write(TensorShape.of(count), array -> Arrays.fill(array, value));
  }
}
