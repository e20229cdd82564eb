package io.pneumonia.keras.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.spi.PooledHead;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphHeadTest {

  private static final TensorShape PICTURE = TensorShape.of(-1, 4, 4, 2);
  private static final TensorShape ROW = TensorShape.of(-1, 2);
  private static final Op RELU = activate(new Activation.Relu(0, Float.POSITIVE_INFINITY, 0));
  private static final Op SIGMOID = activate(new Activation.Sigmoid());
  private static final Op SOFTMAX = new Op.Softmax(1);
  private static final Op DENSE =
      new Op.Dense(
          FloatTensor.of(TensorShape.of(2, 2), 1, -2, 3, 4),
          FloatTensor.of(TensorShape.of(2), 0.5f, -0.25f));
  private static final Op SCALE =
      new Op.ScaleShift(
          FloatTensor.of(TensorShape.of(2), 2, -1), FloatTensor.of(TensorShape.of(2), 0, 1));

  private static Op activate(Activation function) {
    return new Op.Activate(function);
  }

  static List<Activation> activations() {
    return List.of(
        new Activation.Relu(0.1f, 1.5f, 0.2f),
        new Activation.Relu(0, Float.POSITIVE_INFINITY, 0),
        new Activation.Elu(0.7f),
        new Activation.Selu(),
        new Activation.Sigmoid(),
        new Activation.Swish(),
        new Activation.Tanh());
  }

  @Test
  void aSingleDenseLayerHasItsKernelForAGradient() {
    PooledHead head = head(DENSE, SIGMOID).orElseThrow();
    assertThat(head.logits(new double[] {10, 100})).containsExactly(310.5, 379.75);
    assertThat(head.gradient(new double[] {10, 100}, new double[] {1, 0})).containsExactly(1, 3);
    assertThat(head.gradient(new double[] {10, 100}, new double[] {0, 1})).containsExactly(-2, 4);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientIsTheSlopeOfTheLogits(Activation function) {
    PooledHead head = head(DENSE, SCALE, activate(function), DENSE, SOFTMAX).orElseThrow();
    double[] weights = {0.75, -1.25};
    for (double[] means : new double[][] {{0.3, -0.2}, {-1.1, 0.4}, {0.9, 0.8}}) {
      double[] gradient = head.gradient(means, weights);
      for (int channel = 0; channel < 2; channel++) {
        double step = 1e-6;
        double slope =
            (weighed(head, means, weights, channel, step)
                    - weighed(head, means, weights, channel, -step))
                / (2 * step);
        assertThat(gradient[channel]).isCloseTo(slope, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void headThatWasKeptIsTheSame(Activation function) throws IOException {
    GraphHead head = head(DENSE, SCALE, activate(function), DENSE, SOFTMAX).orElseThrow();
    GraphHead kept = GraphHead.read(head.toBytes());
    for (double[] means : new double[][] {{0.3, -0.2}, {-1.1, 0.4}, {9, 8}}) {
      assertThat(kept.logits(means)).containsExactly(head.logits(means));
      assertThat(kept.gradient(means, new double[] {0.75, -1.25}))
          .containsExactly(head.gradient(means, new double[] {0.75, -1.25}));
    }
    assertThat(kept.toBytes()).containsExactly(head.toBytes());
  }

  @Test
  void refusesBytesThatAreNoHead() {
    byte[] bytes = head(DENSE, RELU, DENSE, SIGMOID).orElseThrow().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> GraphHead.read(part)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> GraphHead.read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 more bytes");
    byte[] unknown = bytes.clone();
    unknown[8] = 99;
    assertThatThrownBy(() -> GraphHead.read(unknown))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found 99");
  }

  private static double weighed(
      PooledHead head, double[] means, double[] weights, int channel, double step) {
    double[] moved = means.clone();
    moved[channel] += step;
    double[] logits = head.logits(moved);
    return weights[0] * logits[0] + weights[1] * logits[1];
  }

  @Test
  void aNetworkWithoutDenseLayersHasItsMeansForLogits() {
    PooledHead head = head(SOFTMAX).orElseThrow();
    assertThat(head.logits(new double[] {1, 2})).containsExactly(1, 2);
    assertThat(head.gradient(new double[] {1, 2}, new double[] {3, 4})).containsExactly(3, 4);
  }

  @Test
  void keepsALastLayerThatIsLinear() {
    assertThat(head(DENSE).orElseThrow().logits(new double[] {0, 0})).containsExactly(0.5, -0.25);
  }

  @Test
  void hasNoHeadWhereOneStepCannotBeDifferentiatedHere() {
    assertThat(head(DENSE, activate(new Activation.Gelu(false)), DENSE, SIGMOID)).isEmpty();
    assertThat(head(DENSE, SOFTMAX, DENSE, SIGMOID)).isEmpty();
  }

  @Test
  void hasNoHeadThatForks() {
    List<Node> nodes = chain();
    nodes.add(new Node("fork", DENSE, List.of(2), ROW));
    nodes.add(new Node("join", new Op.Merge(Op.MergeKind.ADD), List.of(2, 3), ROW));
    assertThat(GraphHead.of(new LayerGraph("net", nodes, 4))).isEmpty();
  }

  @Test
  void hasNoHeadWithoutAMean() {
    List<Node> nodes = new ArrayList<>(chain().subList(0, 2));
    nodes.add(new Node("pool", new Op.GlobalPool(Op.PoolKind.MAX, false), List.of(1), ROW));
    nodes.add(new Node("dense", DENSE, List.of(2), ROW));
    assertThat(GraphHead.of(new LayerGraph("net", nodes, 3))).isEmpty();
  }

  @Test
  void refusesRowsOfAnotherLength() {
    PooledHead head = head(DENSE).orElseThrow();
    assertThatThrownBy(() -> head.logits(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("means: expected 2, found 3");
    assertThatThrownBy(() -> head.gradient(new double[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights: expected 2, found 1");
  }

  /** A picture, its rectifier, and the mean of that. */
  private static List<Node> chain() {
    return new ArrayList<>(
        List.of(
            new Node("input", new Op.Input(), List.of(), PICTURE),
            new Node("relu", RELU, List.of(0), PICTURE),
            new Node("mean", new Op.GlobalPool(Op.PoolKind.AVERAGE, false), List.of(1), ROW)));
  }

  private static Optional<GraphHead> head(Op... ops) {
    List<Node> nodes = chain();
    Arrays.stream(ops)
        .forEach(
            op -> nodes.add(new Node("op" + nodes.size(), op, List.of(nodes.size() - 1), ROW)));
    return GraphHead.of(new LayerGraph("net", nodes, nodes.size() - 1));
  }
}
