package io.pneumonia.keras.graph;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.Locale;

/**
 * The shape that an operation gives, and whether it fits its inputs: the one place that knows.
 *
 * <p>For maintainers. Along one axis a window over {@code n} rows, padded by {@code p}, with a
 * kernel of {@code k} rows spread by dilation {@code d} to {@code (k - 1) * d + 1}, moved by {@code
 * s}, has {@code floor((n + p - (k - 1) * d - 1) / s) + 1} positions. Sizes are below 2^31 and so
 * are all options, hence no product of two leaves a long.
 */
public final class ShapeInference {

  private ShapeInference() {}

  /**
   * The shape of an operation's value.
   *
   * @param op any operation but the input
   * @param inputs the shapes of its inputs, batch axis first
   * @return the shape, batch axis first and unknown
   * @throws IllegalArgumentException if the inputs do not fit, saying expected and found
   */
  public static TensorShape infer(Op op, List<TensorShape> inputs) {
    if (op instanceof Op.Merge) {
      return merged(inputs);
    }
    if (op instanceof Op.Concatenate concatenate) {
      return concatenated(concatenate.axis(), inputs);
    }
    require(inputs.size() == 1, "expected one input, found %s", inputs.size());
    return inferOne(op, inputs.get(0));
  }

  private static TensorShape inferOne(Op op, TensorShape in) {
    if (op instanceof Op.Convolution convolution) {
      return convolution(convolution, picture(in));
    }
    if (op instanceof Op.DepthwiseConvolution depthwise) {
      return depthwise(depthwise, picture(in));
    }
    if (op instanceof Op.TransposedConvolution transposed) {
      return transposed(transposed, picture(in));
    }
    if (op instanceof Op.Dense dense) {
      requireLast(in, dense.kernel().shape().size(0));
      return in.with(-1, dense.kernel().shape().size(1));
    }
    if (op instanceof Op.Pool pool) {
      return windowed(picture(in), pool.height(), pool.width(), pool.window(), in.size(3));
    }
    if (op instanceof Op.GlobalPool pool) {
      return pool.keepDims()
          ? picture(in).with(1, 1).with(2, 1)
          : TensorShape.of(in.size(0), picture(in).size(3));
    }
    return inferLayout(op, in);
  }

  private static TensorShape inferLayout(Op op, TensorShape in) {
    if (op instanceof Op.ZeroPad pad) {
      Padding by = pad.padding();
      return sized(
          picture(in),
          in.size(1) + by.top() + by.bottom(),
          in.size(2) + by.left() + by.right(),
          in.size(3));
    }
    if (op instanceof Op.Crop crop) {
      Padding by = crop.amount();
      return sized(
          picture(in),
          in.size(1) - by.top() - by.bottom(),
          in.size(2) - by.left() - by.right(),
          in.size(3));
    }
    if (op instanceof Op.Resize resize) {
      return sized(picture(in), resize.height(), resize.width(), in.size(3));
    }
    if (op instanceof Op.Reshape reshape) {
      long expected = elementsOf(in);
      require(
          reshape.target().elements() == expected,
          "reshape: expected %s elements, found %s",
          expected,
          reshape.target());
      return batched(in.size(0), reshape.target());
    }
    if (op instanceof Op.Permute permute) {
      return permuted(permute, in);
    }
    return sameShape(op, in);
  }

  private static TensorShape sameShape(Op op, TensorShape in) {
    if (op instanceof Op.ScaleShift scaleShift) {
      if (scaleShift.scale().size() != 1) {
        requireLast(in, scaleShift.scale().size());
      }
    } else if (op instanceof Op.LayerNormalization normalization) {
      requireLast(in, normalization.gamma().size());
    } else if (op instanceof Op.Softmax softmax) {
      require(
          softmax.axis() > 0 && softmax.axis() < in.rank(),
          "softmax: expected an axis of %s after the batch, found %s",
          in,
          softmax.axis());
    } else if (op instanceof Op.PRelu relu) {
      requireBroadcast(relu.alpha(), in);
    } else {
      require(op instanceof Op.Activate, "expected an operation with an input, found %s", op);
    }
    return in;
  }

  private static TensorShape convolution(Op.Convolution op, TensorShape in) {
    TensorShape kernel = op.kernel().shape();
    requireLast(in, kernel.size(2) * op.groups());
    return windowed(in, kernel.size(0), kernel.size(1), op.window(), kernel.size(3));
  }

  private static TensorShape depthwise(Op.DepthwiseConvolution op, TensorShape in) {
    TensorShape kernel = op.kernel().shape();
    requireLast(in, kernel.size(2));
    return windowed(
        in, kernel.size(0), kernel.size(1), op.window(), kernel.size(2) * kernel.size(3));
  }

  private static TensorShape transposed(Op.TransposedConvolution op, TensorShape in) {
    TensorShape kernel = op.kernel().shape();
    requireLast(in, kernel.size(3));
    long height =
        (in.size(1) - 1) * op.strideHeight() + (kernel.size(0) - 1) * op.dilationHeight() + 1;
    long width =
        (in.size(2) - 1) * op.strideWidth() + (kernel.size(1) - 1) * op.dilationWidth() + 1;
    return sized(
        in,
        height - op.crop().top() - op.crop().bottom() + op.extra().bottom(),
        width - op.crop().left() - op.crop().right() + op.extra().right(),
        kernel.size(2));
  }

  private static TensorShape windowed(
      TensorShape in, long height, long width, Window window, long channels) {
    Padding padding = window.padding();
    return sized(
        in,
        positions(
            in.size(1) + padding.top() + padding.bottom(),
            (height - 1) * window.dilationHeight() + 1,
            window.strideHeight()),
        positions(
            in.size(2) + padding.left() + padding.right(),
            (width - 1) * window.dilationWidth() + 1,
            window.strideWidth()),
        channels);
  }

  private static long positions(long size, long extent, long stride) {
    require(size >= extent, "window: expected at most %s rows or columns, found %s", size, extent);
    return (size - extent) / stride + 1;
  }

  private static TensorShape sized(TensorShape in, long height, long width, long channels) {
    require(
        height > 0 && width > 0,
        "picture: expected at least one row and column, found %s x %s",
        height,
        width);
    return TensorShape.of(in.size(0), height, width, channels);
  }

  private static TensorShape permuted(Op.Permute op, TensorShape in) {
    List<Integer> axes = op.axes();
    boolean[] seen = new boolean[in.rank()];
    boolean complete = axes.size() == in.rank() - 1;
    for (int axis : axes) {
      complete = complete && axis > 0 && axis < in.rank() && !seen[axis];
      if (complete) {
        seen[axis] = true;
      }
    }
    require(complete, "permute: expected every axis of %s once, found %s", in, axes);
    long[] sizes = in.toArray();
    for (int axis = 1; axis < sizes.length; axis++) {
      sizes[axis] = in.size(axes.get(axis - 1));
    }
    return TensorShape.of(sizes);
  }

  private static TensorShape merged(List<TensorShape> inputs) {
    require(inputs.size() >= 2, "merge: expected two inputs or more, found %s", inputs.size());
    long[] sizes = inputs.get(0).toArray();
    for (TensorShape input : inputs.subList(1, inputs.size())) {
      require(input.rank() == sizes.length, "merge: expected inputs of one rank, found %s", inputs);
      for (int axis = 1; axis < sizes.length; axis++) {
        long size = input.size(axis);
        require(
            size == sizes[axis] || size == 1 || sizes[axis] == 1,
            "merge: expected sizes that broadcast, found %s",
            inputs);
        sizes[axis] = Math.max(sizes[axis], size);
      }
    }
    return TensorShape.of(sizes);
  }

  private static TensorShape concatenated(int axis, List<TensorShape> inputs) {
    require(!inputs.isEmpty(), "concatenate: expected inputs, found %s", inputs.size());
    TensorShape first = inputs.get(0);
    require(
        axis > 0 && axis < first.rank(),
        "concatenate: expected an axis of %s after the batch, found %s",
        first,
        axis);
    long total = 0;
    for (TensorShape input : inputs) {
      require(
          input.rank() == first.rank() && input.with(axis, first.size(axis)).equals(first),
          "concatenate: expected sizes that differ on axis %s only, found %s",
          axis,
          inputs);
      total += input.size(axis);
    }
    return first.with(axis, total);
  }

  private static TensorShape batched(long batch, TensorShape sample) {
    long[] sizes = new long[sample.rank() + 1];
    sizes[0] = batch;
    System.arraycopy(sample.toArray(), 0, sizes, 1, sample.rank());
    return TensorShape.of(sizes);
  }

  /**
   * The number of elements of one sample.
   *
   * @param shape batch axis first, every other size known
   * @return the product of all sizes but the first
   * @throws ArithmeticException if it exceeds a long
   */
  public static long elementsOf(TensorShape shape) {
    return shape.with(0, 1).elements();
  }

  private static TensorShape picture(TensorShape in) {
    require(in.rank() == 4, "expected a picture (batch, height, width, channels), found %s", in);
    return in;
  }

  private static void requireLast(TensorShape in, long expected) {
    require(
        in.rank() > 1 && in.size(-1) == expected, "expected %s channels, found %s", expected, in);
  }

  private static void requireBroadcast(FloatTensor alpha, TensorShape in) {
    boolean fits = alpha.shape().rank() == in.rank() - 1;
    for (int axis = 1; fits && axis < in.rank(); axis++) {
      long size = alpha.shape().size(axis - 1);
      fits = size == 1 || size == in.size(axis);
    }
    require(fits, "expected slopes that broadcast to %s, found %s", in, alpha.shape());
  }

  private static void require(boolean condition, String message, Object... facts) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, facts));
    }
  }
}
