package io.pneumonia.inference.tensorflow;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;

/** Windowed operations in plain loops, straight from their definitions in {@link Op}. */
final class ReferenceOps {

  private ReferenceOps() {}

  static FloatTensor convolution(FloatTensor x, Op.Convolution op) {
    TensorShape k = op.kernel().shape();
    int perGroup = (int) k.size(2);
    int outputs = (int) k.size(3);
    TensorShape result = windowed(x.shape(), k.size(0), k.size(1), op.window(), outputs);
    return fill(
        result,
        (n, row, column, out) -> {
          int group = out / (outputs / op.groups());
          float sum = op.bias().get(out);
          for (int i = 0; i < k.size(0); i++) {
            for (int j = 0; j < k.size(1); j++) {
              for (int c = 0; c < perGroup; c++) {
                sum +=
                    at(x, op.window(), n, row, column, i, j, group * perGroup + c)
                        * value(op.kernel(), i, j, c, out);
              }
            }
          }
          return sum;
        });
  }

  static FloatTensor depthwise(FloatTensor x, Op.DepthwiseConvolution op) {
    TensorShape k = op.kernel().shape();
    int multiplier = (int) k.size(3);
    int outputs = (int) k.size(2) * multiplier;
    TensorShape result = windowed(x.shape(), k.size(0), k.size(1), op.window(), outputs);
    return fill(
        result,
        (n, row, column, out) -> {
          float sum = op.bias().get(out);
          for (int i = 0; i < k.size(0); i++) {
            for (int j = 0; j < k.size(1); j++) {
              sum +=
                  at(x, op.window(), n, row, column, i, j, out / multiplier)
                      * value(op.kernel(), i, j, out / multiplier, out % multiplier);
            }
          }
          return sum;
        });
  }

  static FloatTensor transposed(FloatTensor x, Op.TransposedConvolution op) {
    TensorShape k = op.kernel().shape();
    long fullRows =
        (x.shape().size(1) - 1) * op.strideHeight() + (k.size(0) - 1) * op.dilationHeight() + 1;
    long fullColumns =
        (x.shape().size(2) - 1) * op.strideWidth() + (k.size(1) - 1) * op.dilationWidth() + 1;
    Padding crop = op.crop();
    long rows = fullRows - crop.top() - crop.bottom() + op.extra().bottom();
    long columns = fullColumns - crop.left() - crop.right() + op.extra().right();
    TensorShape result = TensorShape.of(x.shape().size(0), rows, columns, k.size(2));
    return fill(
        result,
        (n, row, column, out) -> {
          float sum = op.bias().get(out);
          if (row >= rows - op.extra().bottom() || column >= columns - op.extra().right()) {
            return sum;
          }
          for (int y = 0; y < x.shape().size(1); y++) {
            for (int z = 0; z < x.shape().size(2); z++) {
              int i = row + crop.top() - y * op.strideHeight();
              int j = column + crop.left() - z * op.strideWidth();
              if (isTap(i, op.dilationHeight(), k.size(0))
                  && isTap(j, op.dilationWidth(), k.size(1))) {
                for (int c = 0; c < k.size(3); c++) {
                  sum +=
                      value(x, n, y, z, c)
                          * value(
                              op.kernel(), i / op.dilationHeight(), j / op.dilationWidth(), out, c);
                }
              }
            }
          }
          return sum;
        });
  }

  static FloatTensor pool(FloatTensor x, Op.Pool op) {
    TensorShape result =
        windowed(x.shape(), op.height(), op.width(), op.window(), (int) x.shape().size(3));
    return fill(
        result,
        (n, row, column, out) -> {
          float sum = 0;
          float most = Float.NEGATIVE_INFINITY;
          int count = 0;
          for (int i = 0; i < op.height(); i++) {
            for (int j = 0; j < op.width(); j++) {
              int y = row * op.window().strideHeight() - op.window().padding().top() + i;
              int z = column * op.window().strideWidth() - op.window().padding().left() + j;
              if (y >= 0 && z >= 0 && y < x.shape().size(1) && z < x.shape().size(2)) {
                sum += value(x, n, y, z, out);
                most = Math.max(most, value(x, n, y, z, out));
                count++;
              }
            }
          }
          return op.kind() == Op.PoolKind.MAX ? most : sum / count;
        });
  }

  private static boolean isTap(int offset, int step, long size) {
    return offset >= 0 && offset % step == 0 && offset / step < size;
  }

  private static TensorShape windowed(
      TensorShape x, long height, long width, Window window, int channels) {
    Padding padding = window.padding();
    long tall = x.size(1) + padding.top() + padding.bottom();
    long wide = x.size(2) + padding.left() + padding.right();
    return TensorShape.of(
        x.size(0),
        (tall - (height - 1) * window.dilationHeight() - 1) / window.strideHeight() + 1,
        (wide - (width - 1) * window.dilationWidth() - 1) / window.strideWidth() + 1,
        channels);
  }

  private static float at(
      FloatTensor x, Window window, int n, int row, int column, int i, int j, int channel) {
    int y = row * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
    int z = column * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
    boolean inside = y >= 0 && z >= 0 && y < x.shape().size(1) && z < x.shape().size(2);
    return inside ? value(x, n, y, z, channel) : 0;
  }

  private static float value(FloatTensor x, int a, int b, int c, int d) {
    TensorShape shape = x.shape();
    return x.get((int) (((a * shape.size(1) + b) * shape.size(2) + c) * shape.size(3) + d));
  }

  private static FloatTensor fill(TensorShape shape, Cell cell) {
    return FloatTensor.write(
        shape,
        target -> {
          int index = 0;
          for (int n = 0; n < shape.size(0); n++) {
            for (int row = 0; row < shape.size(1); row++) {
              for (int column = 0; column < shape.size(2); column++) {
                for (int out = 0; out < shape.size(3); out++) {
                  target[index++] = cell.compute(n, row, column, out);
                }
              }
            }
          }
        });
  }

  private interface Cell {
    float compute(int n, int row, int column, int out);
  }
}
