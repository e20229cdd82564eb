package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.List;

/** Convolutions: channels first, kernels (output, input, height, width). */
final class ConvolutionSteps {

  private static final int[] HWIO_TO_OIHW = {3, 2, 0, 1};
  private static final int[] HWCM_TO_CMHW = {2, 3, 0, 1};

  private ConvolutionSteps() {}

  static GraphValue convolution(Op.Convolution op, LayerStep step) {
    TensorShape kernel = op.kernel().shape();
    String weight = kernelChannelsFirst(step, op.kernel());
    String bias = step.graph().weight(step.name("bias"), op.bias());
    return conv(step, List.of(picture(step), weight, bias), kernel, op.window(), op.groups());
  }

  static GraphValue depthwise(Op.DepthwiseConvolution op, LayerStep step) {
    TensorShape kernel = op.kernel().shape();
    String weight =
        step.graph()
            .weight(
                step.name("kernel"),
                op.kernel(),
                HWCM_TO_CMHW,
                kernel.size(2) * kernel.size(3),
                1,
                kernel.size(0),
                kernel.size(1));
    String bias = step.graph().weight(step.name("bias"), op.bias());
    return conv(step, List.of(picture(step), weight, bias), kernel, op.window(), kernel.size(2));
  }

  /**
   * ONNX' {@code pads} crop the full result as ours do; appended rows are padding before the bias.
   */
  static GraphValue transposed(Op.TransposedConvolution op, LayerStep step) {
    TensorShape kernel = op.kernel().shape();
    String weight = kernelChannelsFirst(step, op.kernel());
    AttributeProto[] attributes = {
      spatial("kernel_shape", kernel.size(0), kernel.size(1)),
      spatial("strides", op.strideHeight(), op.strideWidth()),
      spatial("dilations", op.dilationHeight(), op.dilationWidth()),
      Attributes.numbers("pads", pads(op.crop()))
    };
    if (op.extra().isNone()) {
      String bias = step.graph().weight(step.name("bias"), op.bias());
      return step.result(
          TensorLayout.NCHW, "ConvTranspose", List.of(picture(step), weight, bias), attributes);
    }
    String full = step.inner("full", "ConvTranspose", List.of(picture(step), weight), attributes);
    String amounts = PictureSteps.padAmounts(step, op.extra(), TensorLayout.NCHW);
    String padded = step.inner("padded", "Pad", List.of(full, amounts));
    String bias =
        step.graph().weight(step.name("bias"), op.bias(), new int[] {0}, op.bias().size(), 1, 1);
    return step.result(TensorLayout.NCHW, "Add", List.of(padded, bias));
  }

  private static GraphValue conv(
      LayerStep step, List<String> inputs, TensorShape kernel, Window window, long groups) {
    return step.result(
        TensorLayout.NCHW,
        "Conv",
        inputs,
        spatial("kernel_shape", kernel.size(0), kernel.size(1)),
        spatial("strides", window.strideHeight(), window.strideWidth()),
        spatial("dilations", window.dilationHeight(), window.dilationWidth()),
        Attributes.numbers("pads", pads(window.padding())),
        Attributes.number("group", groups));
  }

  /**
   * (height, width, i, o) as (o, i, height, width), which both directions of a convolution take.
   */
  private static String kernelChannelsFirst(LayerStep step, FloatTensor kernel) {
    TensorShape shape = kernel.shape();
    return step.graph()
        .weight(
            step.name("kernel"),
            kernel,
            HWIO_TO_OIHW,
            shape.size(3),
            shape.size(2),
            shape.size(0),
            shape.size(1));
  }

  private static String picture(LayerStep step) {
    return step.input().in(TensorLayout.NCHW);
  }

  static AttributeProto spatial(String name, long height, long width) {
    return Attributes.numbers(name, height, width);
  }

  static long[] pads(Padding padding) {
    return new long[] {padding.top(), padding.left(), padding.bottom(), padding.right()};
  }
}
