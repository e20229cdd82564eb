package io.pneumonia.keras.graph;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds a {@link Op.ScaleShift} into the convolution or product before it, where nothing else uses
 * that value. The function stays the same, the network becomes shorter.
 *
 * <p>For maintainers. With {@code y = W x + b} and {@code z = s y + t} for each output channel,
 * {@code z = (s W) x + (s b + t)}. The products are made in double and rounded to float once.
 */
public final class BatchNormFolding {

  private BatchNormFolding() {}

  /**
   * Folds wherever it is exact.
   *
   * @param graph a network
   * @return the same function with fewer operations; a folded node keeps the convolution's name
   */
  public static LayerGraph fold(LayerGraph graph) {
    List<Node> nodes = graph.nodes();
    int[] uses = uses(graph);
    int[] moved = new int[nodes.size()];
    List<Node> folded = new ArrayList<>(nodes.size());
    for (int index = 0; index < nodes.size(); index++) {
      Node node = nodes.get(index);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      Op fused = fusable(uses, node) ? fused(folded.get(inputs.get(0)).op(), node.op()) : null;
      if (fused == null) {
        moved[index] = folded.size();
        folded.add(new Node(node.name(), node.op(), inputs, node.shape()));
      } else {
        moved[index] = inputs.get(0);
        Node before = folded.get(inputs.get(0));
        folded.set(inputs.get(0), new Node(before.name(), fused, before.inputs(), node.shape()));
      }
    }
    return new LayerGraph(graph.name(), folded, moved[graph.output()]);
  }

  private static int[] uses(LayerGraph graph) {
    int[] uses = new int[graph.nodes().size()];
    graph.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    uses[graph.output()]++;
    return uses;
  }

  private static boolean fusable(int[] uses, Node node) {
    return node.op() instanceof Op.ScaleShift && uses[node.inputs().get(0)] == 1;
  }

  private static @Nullable Op fused(Op before, Op scaleShift) {
    Op.ScaleShift by = (Op.ScaleShift) scaleShift;
    if (before instanceof Op.Convolution op) {
      int channels = op.bias().size();
      return new Op.Convolution(
          scaled(op.kernel(), by.scale(), 1, channels),
          bias(op.bias(), by),
          op.window(),
          op.groups());
    }
    if (before instanceof Op.DepthwiseConvolution op) {
      int channels = op.bias().size();
      return new Op.DepthwiseConvolution(
          scaled(op.kernel(), by.scale(), 1, channels), bias(op.bias(), by), op.window());
    }
    if (before instanceof Op.TransposedConvolution op) {
      return fusedTransposed(op, by);
    }
    if (before instanceof Op.Dense op) {
      int features = op.bias().size();
      return new Op.Dense(scaled(op.kernel(), by.scale(), 1, features), bias(op.bias(), by));
    }
    return null;
  }

  private static Op fusedTransposed(Op.TransposedConvolution op, Op.ScaleShift by) {
    int inputChannels = (int) op.kernel().shape().size(3);
    return new Op.TransposedConvolution(
        scaled(op.kernel(), by.scale(), inputChannels, op.bias().size()),
        bias(op.bias(), by),
        op.strideHeight(),
        op.strideWidth(),
        op.dilationHeight(),
        op.dilationWidth(),
        op.crop(),
        op.extra());
  }

  /** Multiplies each output channel; {@code inner} values in a row belong to one channel. */
  private static FloatTensor scaled(
      FloatTensor kernel, FloatTensor scale, int inner, int channels) {
    double[] factors = spread(scale, channels);
    return FloatTensor.write(
        kernel.shape(),
        values -> {
          kernel.copyTo(0, values, 0, values.length);
          int at = 0;
          while (at < values.length) {
            for (double factor : factors) {
              for (int end = at + inner; at < end; at++) {
                values[at] = (float) (values[at] * factor);
              }
            }
          }
        });
  }

  private static FloatTensor bias(FloatTensor bias, Op.ScaleShift by) {
    double[] scale = spread(by.scale(), bias.size());
    double[] shift = spread(by.shift(), bias.size());
    return FloatTensor.write(
        TensorShape.of(bias.size()),
        values -> {
          for (int channel = 0; channel < values.length; channel++) {
            values[channel] = (float) (bias.get(channel) * scale[channel] + shift[channel]);
          }
        });
  }

  private static double[] spread(FloatTensor values, int channels) {
    double[] spread = new double[channels];
    Arrays.setAll(spread, channel -> values.get(values.size() == 1 ? 0 : channel));
    return spread;
  }
}
