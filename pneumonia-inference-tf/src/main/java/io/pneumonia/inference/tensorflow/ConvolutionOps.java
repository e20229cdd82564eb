package io.pneumonia.inference.tensorflow;

import static io.pneumonia.inference.tensorflow.SpatialPadding.spatial;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.math.BigInteger;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions, in the part of TensorFlow that every processor's kernels can compute.
 *
 * <p>TensorFlow has two sets of kernels for processors, with oneDNN and without, and what one can
 * do the other may refuse at the first run. What neither refuses: {@code Conv2D} with explicit
 * padding, dilations, groups (as long as it is not fused, see {@link Fusion}); {@code
 * DepthwiseConv2dNative} with one stride for both axes, no dilation and no explicit padding (which
 * ends the process); {@code Conv2DBackpropInput} without dilation. The rest is expressed by these:
 * a dilated kernel is the kernel with zeros between its taps, unequal strides are every n-th row
 * and column of the result at their greatest common divisor.
 */
final class ConvolutionOps {

  private ConvolutionOps() {}

  static Operand<TFloat32> convolution(NodeContext at, Op.Convolution op) {
    Window window = op.window();
    var padding = SpatialPadding.of(at, rows(op.kernel()), columns(op.kernel()), window);
    var dilations = Conv2d.dilations(spatial(window.dilationHeight(), window.dilationWidth()));
    Conv2d.Options[] options =
        padding == SpatialPadding.EXPLICIT
            ? new Conv2d.Options[] {
              dilations, Conv2d.explicitPaddings(SpatialPadding.explicit(window.padding()))
            }
            : new Conv2d.Options[] {dilations};
    Operand<TFloat32> product =
        at.tf()
            .nn
            .conv2d(
                at.input(),
                at.weights(op.kernel()),
                spatial(window.strideHeight(), window.strideWidth()),
                padding.name(),
                options);
    return at.withBias(product, op.bias());
  }

  static Operand<TFloat32> depthwise(NodeContext at, Op.DepthwiseConvolution op) {
    Window window = op.window();
    FloatTensor kernel = dilated(op.kernel(), window.dilationHeight(), window.dilationWidth());
    int stride = commonDivisor(window.strideHeight(), window.strideWidth());
    boolean equalStrides = stride == window.strideHeight() && stride == window.strideWidth();
    var padding = SpatialPadding.of(at, rows(op.kernel()), columns(op.kernel()), window);
    Operand<TFloat32> picture = at.input();
    if (padding == SpatialPadding.EXPLICIT || !equalStrides) {
      picture = SpatialPadding.pad(at, picture, window.padding(), 0);
      padding = SpatialPadding.VALID;
    }
    Operand<TFloat32> product =
        at.tf()
            .nn
            .depthwiseConv2dNative(
                picture, at.weights(kernel), spatial(stride, stride), padding.name());
    if (!equalStrides) {
      product = every(at, product, window.strideHeight() / stride, window.strideWidth() / stride);
    }
    return at.withBias(product, op.bias());
  }

  static Operand<TFloat32> transposed(NodeContext at, Op.TransposedConvolution op) {
    FloatTensor kernel = dilated(op.kernel(), op.dilationHeight(), op.dilationWidth());
    int height = (at.inputHeight() - 1) * op.strideHeight() + rows(kernel);
    int width = (at.inputWidth() - 1) * op.strideWidth() + columns(kernel);
    Operand<TFloat32> full =
        at.tf()
            .nn
            .conv2dBackpropInput(
                sizes(at, height, width, (int) kernel.shape().size(2)),
                at.weights(kernel),
                at.input(),
                spatial(op.strideHeight(), op.strideWidth()),
                SpatialPadding.VALID.name());
    Padding crop = op.crop();
    Operand<TFloat32> cropped =
        SpatialPadding.crop(
            at,
            full,
            crop,
            height - crop.top() - crop.bottom(),
            width - crop.left() - crop.right());
    return at.withBias(SpatialPadding.pad(at, cropped, op.extra(), 0), op.bias());
  }

  /** The shape of the full result, its batch taken from the input at run time. */
  private static Operand<TInt32> sizes(NodeContext at, int height, int width, int channels) {
    Operand<TInt32> batch =
        at.tf()
            .slice(
                at.tf().shape(at.input()),
                at.tf().constant(new int[] {0}),
                at.tf().constant(new int[] {1}));
    Operand<TInt32> rest = at.tf().constant(new int[] {height, width, channels});
    return at.tf().concat(List.of(batch, rest), at.tf().constant(0));
  }

  private static Operand<TFloat32> every(
      NodeContext at, Operand<TFloat32> picture, int rowStep, int columnStep) {
    return at.tf()
        .stridedSlice(
            picture, Indices.all(), Indices.step(rowStep), Indices.step(columnStep), Indices.all());
  }

  /** The same kernel with zeros between its taps. */
  private static FloatTensor dilated(FloatTensor kernel, int rowStep, int columnStep) {
    if (rowStep == 1 && columnStep == 1) {
      return kernel;
    }
    TensorShape shape = kernel.shape();
    int rows = rows(kernel);
    int columns = columns(kernel);
    int tap = (int) (shape.size(2) * shape.size(3));
    int wideColumns = (columns - 1) * columnStep + 1;
    TensorShape wide = shape.with(0, (rows - 1L) * rowStep + 1).with(1, wideColumns);
    return FloatTensor.write(
        wide,
        target -> {
          for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
              int to = row * rowStep * wideColumns + column * columnStep;
              kernel.copyTo((row * columns + column) * tap, target, to * tap, tap);
            }
          }
        });
  }

  private static int rows(FloatTensor kernel) {
    return (int) kernel.shape().size(0);
  }

  private static int columns(FloatTensor kernel) {
    return (int) kernel.shape().size(1);
  }

  private static int commonDivisor(int first, int second) {
    return BigInteger.valueOf(first).gcd(BigInteger.valueOf(second)).intValueExact();
  }
}
