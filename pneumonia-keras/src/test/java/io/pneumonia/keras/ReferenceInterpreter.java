package io.pneumonia.keras;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a graph the slow and plain way, in double, straight from what each operation's javadoc says.
 * It tells errors of the importer from errors of a backend.
 */
final class ReferenceInterpreter {

  private ReferenceInterpreter() {}

  static FloatTensor run(LayerGraph graph, FloatTensor input) {
    List<Array> values = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<Array> inputs = node.inputs().stream().map(values::get).toList();
      TensorShape shape = node.shape().with(0, input.shape().size(0));
      values.add(
          node.op() instanceof Op.Input ? Array.of(input) : evaluate(node.op(), inputs, shape));
    }
    return values.get(graph.output()).toTensor();
  }

  private static Array evaluate(Op op, List<Array> inputs, TensorShape shape) {
    Array out = new Array(shape);
    if (op instanceof Op.Merge merge) {
      merge(merge.kind(), inputs, out);
    } else if (op instanceof Op.Concatenate concatenate) {
      concatenate(concatenate.axis(), inputs, out);
    } else {
      evaluate(op, inputs.get(0), out);
    }
    return out;
  }

  private static void evaluate(Op op, Array in, Array out) {
    if (op instanceof Op.Convolution convolution) {
      convolution(convolution, in, out);
    } else if (op instanceof Op.DepthwiseConvolution depthwise) {
      depthwise(depthwise, in, out);
    } else if (op instanceof Op.TransposedConvolution transposed) {
      transposed(transposed, in, out);
    } else if (op instanceof Op.Dense dense) {
      dense(dense, in, out);
    } else if (op instanceof Op.Pool pool) {
      pool(pool, in, out);
    } else if (op instanceof Op.GlobalPool pool) {
      globalPool(pool, in, out);
    } else if (op instanceof Op.Resize resize) {
      resize(resize, in, out);
    } else if (op instanceof Op.ZeroPad pad) {
      shifted(pad.padding().top(), pad.padding().left(), in, out);
    } else if (op instanceof Op.Crop crop) {
      shifted(-crop.amount().top(), -crop.amount().left(), in, out);
    } else if (op instanceof Op.Permute permute) {
      permute(permute.axes(), in, out);
    } else {
      ReferenceElementwise.evaluate(op, in, out);
    }
  }

  private static void convolution(Op.Convolution op, Array in, Array out) {
    int groupIn = (int) op.kernel().shape().size(2);
    int groupOut = out.size(3) / op.groups();
    Array kernel = Array.of(op.kernel());
    out.fill(
        at -> {
          double sum = op.bias().get(at[3]);
          int firstIn = at[3] / groupOut * groupIn;
          for (int ky = 0; ky < kernel.size(0); ky++) {
            for (int kx = 0; kx < kernel.size(1); kx++) {
              int y = row(op.window().strideHeight(), op.window().dilationHeight(), at[1], ky);
              int x = row(op.window().strideWidth(), op.window().dilationWidth(), at[2], kx);
              Padding padding = op.window().padding();
              for (int c = 0; c < groupIn; c++) {
                sum +=
                    in.padded(at[0], y - padding.top(), x - padding.left(), firstIn + c)
                        * kernel.get(ky, kx, c, at[3]);
              }
            }
          }
          return sum;
        });
  }

  private static int row(int stride, int dilation, int position, int tap) {
    return position * stride + tap * dilation;
  }

  private static void depthwise(Op.DepthwiseConvolution op, Array in, Array out) {
    Array kernel = Array.of(op.kernel());
    int multiplier = kernel.size(3);
    Padding padding = op.window().padding();
    out.fill(
        at -> {
          double sum = op.bias().get(at[3]);
          for (int ky = 0; ky < kernel.size(0); ky++) {
            for (int kx = 0; kx < kernel.size(1); kx++) {
              int y = row(op.window().strideHeight(), op.window().dilationHeight(), at[1], ky);
              int x = row(op.window().strideWidth(), op.window().dilationWidth(), at[2], kx);
              sum +=
                  in.padded(at[0], y - padding.top(), x - padding.left(), at[3] / multiplier)
                      * kernel.get(ky, kx, at[3] / multiplier, at[3] % multiplier);
            }
          }
          return sum;
        });
  }

  private static void transposed(Op.TransposedConvolution op, Array in, Array out) {
    Array kernel = Array.of(op.kernel());
    out.fill(
        at -> {
          double sum = op.bias().get(at[3]);
          int bottom = out.size(1) - op.extra().bottom();
          int right = out.size(2) - op.extra().right();
          if (at[1] >= bottom || at[2] >= right) {
            return sum;
          }
          for (int ky = 0; ky < kernel.size(0); ky++) {
            for (int kx = 0; kx < kernel.size(1); kx++) {
              int y = at[1] + op.crop().top() - ky * op.dilationHeight();
              int x = at[2] + op.crop().left() - kx * op.dilationWidth();
              if (y % op.strideHeight() != 0 || x % op.strideWidth() != 0) {
                continue;
              }
              for (int c = 0; c < in.size(3); c++) {
                sum +=
                    in.padded(at[0], y / op.strideHeight(), x / op.strideWidth(), c)
                        * kernel.get(ky, kx, at[3], c);
              }
            }
          }
          return sum;
        });
  }

  private static void dense(Op.Dense op, Array in, Array out) {
    int features = (int) op.kernel().shape().size(0);
    int units = (int) op.kernel().shape().size(1);
    for (int index = 0; index < out.values.length; index++) {
      double sum = op.bias().get(index % units);
      for (int f = 0; f < features; f++) {
        sum += in.values[index / units * features + f] * op.kernel().get(f * units + index % units);
      }
      out.values[index] = sum;
    }
  }

  private static void pool(Op.Pool op, Array in, Array out) {
    out.fill(
        at -> {
          double sum = 0;
          double max = Double.NEGATIVE_INFINITY;
          int count = 0;
          for (int ky = 0; ky < op.height(); ky++) {
            for (int kx = 0; kx < op.width(); kx++) {
              int y = at[1] * op.window().strideHeight() + ky - op.window().padding().top();
              int x = at[2] * op.window().strideWidth() + kx - op.window().padding().left();
              if (in.isInside(y, x)) {
                double value = in.get(at[0], y, x, at[3]);
                sum += value;
                max = Math.max(max, value);
                count++;
              }
            }
          }
          return op.kind() == Op.PoolKind.MAX ? max : sum / count;
        });
  }

  private static void globalPool(Op.GlobalPool op, Array in, Array out) {
    int channels = in.size(3);
    for (int index = 0; index < out.values.length; index++) {
      double sum = 0;
      double max = Double.NEGATIVE_INFINITY;
      for (int y = 0; y < in.size(1); y++) {
        for (int x = 0; x < in.size(2); x++) {
          double value = in.get(index / channels, y, x, index % channels);
          sum += value;
          max = Math.max(max, value);
        }
      }
      out.values[index] =
          op.kind() == Op.PoolKind.MAX ? max : sum / ((double) in.size(1) * in.size(2));
    }
  }

  private static void resize(Op.Resize op, Array in, Array out) {
    out.fill(
        at -> {
          float y = (at[1] + 0.5f) * ((float) in.size(1) / op.height());
          float x = (at[2] + 0.5f) * ((float) in.size(2) / op.width());
          if (op.method() == Op.ResizeMethod.NEAREST) {
            return in.get(
                at[0], Math.min((int) y, in.size(1) - 1), Math.min((int) x, in.size(2) - 1), at[3]);
          }
          return bilinear(in, at, y - 0.5f, x - 0.5f);
        });
  }

  private static double bilinear(Array in, int[] at, double y, double x) {
    int top = Math.max((int) Math.floor(y), 0);
    int bottom = Math.min((int) Math.ceil(y), in.size(1) - 1);
    int left = Math.max((int) Math.floor(x), 0);
    int right = Math.min((int) Math.ceil(x), in.size(2) - 1);
    double down = y - Math.floor(y);
    double across = x - Math.floor(x);
    double above =
        in.get(at[0], top, left, at[3]) * (1 - across) + in.get(at[0], top, right, at[3]) * across;
    double below =
        in.get(at[0], bottom, left, at[3]) * (1 - across)
            + in.get(at[0], bottom, right, at[3]) * across;
    return above * (1 - down) + below * down;
  }

  private static void shifted(int down, int across, Array in, Array out) {
    out.fill(at -> in.padded(at[0], at[1] - down, at[2] - across, at[3]));
  }

  private static void permute(List<Integer> axes, Array in, Array out) {
    out.fill(
        at -> {
          int[] from = at.clone();
          for (int axis = 1; axis < at.length; axis++) {
            from[axes.get(axis - 1)] = at[axis];
          }
          return in.get(from);
        });
  }

  private static void merge(Op.MergeKind kind, List<Array> inputs, Array out) {
    out.fill(
        at -> {
          double value = inputs.get(0).broadcast(at);
          for (Array input : inputs.subList(1, inputs.size())) {
            double other = input.broadcast(at);
            value =
                switch (kind) {
                  case ADD, AVERAGE -> value + other;
                  case SUBTRACT -> value - other;
                  case MULTIPLY -> value * other;
                  case MAXIMUM -> Math.max(value, other);
                  case MINIMUM -> Math.min(value, other);
                };
          }
          return kind == Op.MergeKind.AVERAGE ? value / inputs.size() : value;
        });
  }

  private static void concatenate(int axis, List<Array> inputs, Array out) {
    out.fill(
        at -> {
          int[] from = at.clone();
          for (Array input : inputs) {
            if (from[axis] < input.size(axis)) {
              return input.get(from);
            }
            from[axis] -= input.size(axis);
          }
          throw new IllegalStateException("beyond all inputs");
        });
  }

  /** Values of a known shape. */
  static final class Array {

    final TensorShape shape;
    final double[] values;

    Array(TensorShape shape) {
      this.shape = shape;
      this.values = new double[Math.toIntExact(shape.elements())];
    }

    static Array of(FloatTensor tensor) {
      Array array = new Array(tensor.shape());
      for (int index = 0; index < array.values.length; index++) {
        array.values[index] = tensor.get(index);
      }
      return array;
    }

    FloatTensor toTensor() {
      return FloatTensor.write(
          shape,
          floats -> {
            for (int index = 0; index < floats.length; index++) {
              floats[index] = (float) values[index];
            }
          });
    }

    int size(int axis) {
      return (int) shape.size(axis);
    }

    double get(int... at) {
      int index = 0;
      for (int axis = 0; axis < at.length; axis++) {
        index = index * size(axis) + at[axis];
      }
      return values[index];
    }

    boolean isInside(int y, int x) {
      return y >= 0 && x >= 0 && y < size(1) && x < size(2);
    }

    double padded(int n, int y, int x, int c) {
      return isInside(y, x) ? get(n, y, x, c) : 0;
    }

    double broadcast(int[] at) {
      int[] from = at.clone();
      for (int axis = 1; axis < from.length; axis++) {
        from[axis] = size(axis) == 1 ? 0 : from[axis];
      }
      return get(from);
    }

    void fill(ValueAt value) {
      int[] at = new int[shape.rank()];
      for (int index = 0; index < values.length; index++) {
        int rest = index;
        for (int axis = at.length - 1; axis >= 0; axis--) {
          at[axis] = rest % size(axis);
          rest /= size(axis);
        }
        values[index] = value.at(at);
      }
    }
  }

  /** A value by its indices. */
  interface ValueAt {
    double at(int[] indices);
  }
}
