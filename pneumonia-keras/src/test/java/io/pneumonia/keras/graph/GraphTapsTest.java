package io.pneumonia.keras.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTapsTest {

  private static final TensorShape PICTURE = TensorShape.of(-1, 4, 4, 2);
  private static final TensorShape POOLED = TensorShape.of(-1, 1, 1, 2);
  private static final TensorShape ROW = TensorShape.of(-1, 2);
  private static final Op RELU =
      new Op.Activate(new Activation.Relu(0, Float.POSITIVE_INFINITY, 0));
  private static final Op SIGMOID = new Op.Activate(new Activation.Sigmoid());
  private static final Op MEAN = new Op.GlobalPool(Op.PoolKind.AVERAGE, false);
  private static final Op DENSE =
      new Op.Dense(
          FloatTensor.of(TensorShape.of(2, 2), 1, 2, 3, 4),
          FloatTensor.of(TensorShape.of(2), 0, 0));

  private final List<Node> nodes = new ArrayList<>();

  @Test
  void findsBothTapsOfAPoolingWithAHeadOfSeveralLayers() {
    int map = add(RELU, PICTURE, add(new Op.Input(), PICTURE));
    int hidden = add(RELU, ROW, add(DENSE, ROW, add(MEAN, ROW, map)));
    int output = add(SIGMOID, ROW, add(DENSE, ROW, hidden));
    assertThat(taps(output)).isEqualTo(Map.of(Tap.FEATURE_MAP, map, Tap.FEATURES, hidden));
  }

  @Test
  void seesThroughAPoolingThatKeepsItsAxes() {
    int map = add(RELU, PICTURE, add(new Op.Input(), PICTURE));
    int pooled = add(new Op.GlobalPool(Op.PoolKind.AVERAGE, true), POOLED, map);
    int row = add(new Op.Reshape(TensorShape.of(2)), ROW, pooled);
    int output = add(DENSE, ROW, row);
    assertThat(taps(output)).isEqualTo(Map.of(Tap.FEATURE_MAP, map, Tap.FEATURES, row));
  }

  @Test
  void findsTheMapBehindAHeadThatForksAndJoins() {
    int map = add(RELU, PICTURE, add(new Op.Input(), PICTURE));
    int pooled = add(MEAN, ROW, map);
    int joined = add(new Op.Merge(Op.MergeKind.ADD), ROW, add(DENSE, ROW, pooled), pooled);
    assertThat(taps(joined)).isEqualTo(Map.of(Tap.FEATURE_MAP, map));
  }

  @Test
  void hasNoMapWhereSomethingElseThanAMeanReadsThePicture() {
    int input = add(new Op.Input(), PICTURE);
    int map = add(RELU, PICTURE, input);
    int highest = add(new Op.GlobalPool(Op.PoolKind.MAX, false), ROW, map);
    int joined = add(new Op.Merge(Op.MergeKind.ADD), ROW, add(MEAN, ROW, map), highest);
    int output = add(DENSE, ROW, joined);
    assertThat(taps(output)).isEqualTo(Map.of(Tap.FEATURES, joined));
  }

  @Test
  void hasNoMapWhereTwoPicturesArePooled() {
    int input = add(new Op.Input(), PICTURE);
    int one = add(MEAN, ROW, add(RELU, PICTURE, input));
    int other = add(MEAN, ROW, add(SIGMOID, PICTURE, input));
    int joined = add(new Op.Merge(Op.MergeKind.ADD), ROW, one, other);
    assertThat(taps(joined)).isEmpty();
  }

  @Test
  void doesNotCallTheInputATap() {
    int pooled = add(MEAN, ROW, add(new Op.Input(), PICTURE));
    assertThat(taps(add(DENSE, ROW, pooled))).isEqualTo(Map.of(Tap.FEATURES, pooled));
  }

  private int add(Op op, TensorShape shape, Integer... inputs) {
    nodes.add(new Node("node" + nodes.size(), op, Arrays.asList(inputs), shape));
    return nodes.size() - 1;
  }

  private Map<Tap, Integer> taps(int output) {
    return GraphTaps.of(new LayerGraph("net", nodes, output));
  }
}
