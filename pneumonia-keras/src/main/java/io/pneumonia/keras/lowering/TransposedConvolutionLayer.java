package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.file.WeightSpec;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/**
 * Conv2DTranspose.
 *
 * <p>For maintainers. With the kernel's extent {@code e = (k - 1) * d + 1}, the full result has
 * {@code f = (n - 1) * s + e} rows. Keras wants {@code f + max(s - e, 0)} rows for {@code valid}
 * and {@code n * s} for {@code same}; with output padding p, {@code f + p} and {@code (n - 1) * s +
 * e % 2 + p}. TensorFlow computes the gradient of the convolution that would give n rows from that
 * many: where that one pads, {@code f} is cropped, half on top and the odd one at the bottom; where
 * it leaves rows out, they are zero.
 */
final class TransposedConvolutionLayer {

  private TransposedConvolutionLayer() {}

  static LayerRecipe parse(Options options, Dialect dialect) {
    ConvolutionLayers.requirePlain(options);
    if (options.positive("groups", 1) != 1) {
      throw new UnsupportedOption("groups");
    }
    Windows windows = Windows.of(options);
    int[] outputPadding = outputPadding(options, windows);
    int filters = options.positive("filters");
    boolean biased = options.flag("use_bias", true);
    boolean first = options.channelsFirst();
    Nonlinearity activation = Nonlinearities.of(options, dialect);
    return (LayerRecipe.One)
        (scope, input) -> {
          Value in = Axes.channelsLast(scope, input, first);
          WeightSpec kernel =
              WeightSpec.of("kernel", windows.kernel(0), windows.kernel(1), filters, in.size(3));
          List<FloatTensor> weights =
              scope.weights(ConvolutionLayers.specs(kernel, biased, filters));
          FloatTensor bias = ConvolutionLayers.bias(weights, 1, filters);
          Op op = operation(windows, outputPadding, in, weights.get(0), bias);
          return Axes.restored(scope, activation.after(scope, scope.emit(op, in)), first);
        };
  }

  private static int[] outputPadding(Options options, Windows windows) {
    if (!options.has("output_padding")) {
      return new int[] {-1, -1};
    }
    int[] sides = options.sides("output_padding", 0);
    int[] padding = {sides[0], sides[2]};
    if (padding[0] >= windows.stride(0) || padding[1] >= windows.stride(1)) {
      throw options.wrong("output_padding", "less than the strides");
    }
    return padding;
  }

  private static Op operation(
      Windows windows, int[] outputPadding, Value in, FloatTensor kernel, FloatTensor bias) {
    int rows = beyondFull(windows, outputPadding, in, 0);
    int columns = beyondFull(windows, outputPadding, in, 1);
    int top = Math.max(-rows, 0) / 2;
    int left = Math.max(-columns, 0) / 2;
    return new Op.TransposedConvolution(
        kernel,
        bias,
        windows.stride(0),
        windows.stride(1),
        windows.dilation(0),
        windows.dilation(1),
        new Padding(top, Math.max(-rows, 0) - top, left, Math.max(-columns, 0) - left),
        new Padding(0, Math.max(rows, 0), 0, Math.max(columns, 0)));
  }

  /** Rows that Keras wants beyond the full result; negative where it wants fewer. */
  private static int beyondFull(Windows windows, int[] outputPadding, Value in, int axis) {
    long size = in.size(axis + 1);
    long stride = windows.stride(axis);
    long extent = windows.extent(axis);
    long full = (size - 1) * stride + extent;
    int extra = outputPadding[axis];
    long wanted;
    if (windows.isSame()) {
      wanted = extra < 0 ? size * stride : (size - 1) * stride + extent % 2 + extra;
    } else {
      wanted = extra < 0 ? full + Math.max(stride - extent, 0) : full + extra;
    }
    return Math.toIntExact(wanted - full);
  }
}
