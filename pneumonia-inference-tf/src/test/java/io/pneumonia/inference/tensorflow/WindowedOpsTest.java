package io.pneumonia.inference.tensorflow;

import static io.pneumonia.inference.tensorflow.TinyNetworks.wholeNumbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that moves a window, against plain loops; on whole numbers, hence exactly. */
class WindowedOpsTest {

  private static final FloatTensor PICTURE = wholeNumbers(1, 2, 7, 8, 4);

  /** No padding, TensorFlow's own, and what is neither; equal strides and unequal; dilations. */
  static Stream<Window> windows() {
    Padding same = new Padding(1, 1, 1, 1);
    Padding odd = new Padding(2, 0, 0, 1);
    return Stream.of(
        new Window(1, 1, 1, 1, Padding.NONE),
        new Window(1, 1, 1, 1, same),
        new Window(2, 2, 1, 1, same),
        new Window(2, 2, 1, 1, new Padding(1, 1, 0, 1)),
        new Window(2, 2, 1, 1, odd),
        new Window(1, 2, 1, 1, odd),
        new Window(3, 2, 1, 1, same),
        new Window(2, 4, 1, 1, odd),
        new Window(1, 1, 2, 2, Padding.NONE),
        new Window(1, 1, 2, 2, new Padding(2, 2, 2, 2)),
        new Window(1, 1, 2, 1, odd),
        new Window(2, 2, 2, 2, odd),
        new Window(2, 1, 1, 2, odd));
  }

  static Stream<Window> undilatedWindows() {
    return windows().filter(window -> window.dilationHeight() * window.dilationWidth() == 1);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void convolvesLikePlainLoops(Window window) {
    assertConvolution(
        new Op.Convolution(wholeNumbers(2, 3, 3, 4, 6), wholeNumbers(3, 6), window, 1));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void convolvesInGroupsLikePlainLoops(Window window) {
    assertConvolution(
        new Op.Convolution(wholeNumbers(2, 3, 3, 2, 6), wholeNumbers(3, 6), window, 2));
  }

  private static void assertConvolution(Op.Convolution op) {
    FloatTensor expected = ReferenceOps.convolution(PICTURE, op);
    assertThat(rectified(op, expected)).isEqualTo(relu(expected));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void convolvesDepthwiseLikePlainLoops(Window window) {
    var op = new Op.DepthwiseConvolution(wholeNumbers(4, 3, 2, 4, 2), wholeNumbers(5, 8), window);
    FloatTensor expected = ReferenceOps.depthwise(PICTURE, op);
    assertThat(rectified(op, expected)).isEqualTo(relu(expected));
  }

  static Stream<Op.TransposedConvolution> transposed() {
    FloatTensor kernel = wholeNumbers(6, 3, 2, 5, 4);
    FloatTensor bias = wholeNumbers(7, 5);
    Padding crop = new Padding(1, 0, 0, 1);
    Padding extra = new Padding(0, 1, 0, 2);
    return Stream.of(
        new Op.TransposedConvolution(kernel, bias, 1, 1, 1, 1, Padding.NONE, Padding.NONE),
        new Op.TransposedConvolution(kernel, bias, 2, 2, 1, 1, crop, Padding.NONE),
        new Op.TransposedConvolution(kernel, bias, 2, 3, 1, 1, crop, extra),
        new Op.TransposedConvolution(kernel, bias, 4, 4, 1, 1, Padding.NONE, extra),
        new Op.TransposedConvolution(kernel, bias, 1, 1, 2, 3, crop, Padding.NONE),
        new Op.TransposedConvolution(kernel, bias, 2, 1, 2, 2, crop, extra));
  }

  @ParameterizedTest
  @MethodSource("transposed")
  void convolvesBackwardsLikePlainLoops(Op.TransposedConvolution op) {
    FloatTensor expected = ReferenceOps.transposed(PICTURE, op);
    assertThat(rectified(op, expected)).isEqualTo(relu(expected));
  }

  @ParameterizedTest
  @MethodSource("undilatedWindows")
  void poolsMaximaLikePlainLoops(Window window) {
    FloatTensor negative = lowered(PICTURE);
    var op = new Op.Pool(Op.PoolKind.MAX, 3, 3, window);
    FloatTensor expected = ReferenceOps.pool(negative, op);
    assertThat(TinyNetworks.run(op, negative, withoutBatch(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("undilatedWindows")
  void poolsMeansOfWhatLiesInThePicture(Window window) {
    var op = new Op.Pool(Op.PoolKind.AVERAGE, 3, 3, window);
    FloatTensor expected = ReferenceOps.pool(PICTURE, op);
    FloatTensor found = TinyNetworks.run(op, PICTURE, withoutBatch(expected));
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.toArray())
        .containsExactly(expected.toArray(), org.assertj.core.data.Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(Op.PoolKind.class)
  void poolsWholePicturesWithAndWithoutTheirAxes(Op.PoolKind kind) {
    FloatTensor picture = FloatTensor.of(TensorShape.of(1, 2, 2, 2), -1, 8, -2, 4, -3, 2, -6, 2);
    float[] expected = kind == Op.PoolKind.MAX ? new float[] {-1, 8} : new float[] {-3, 4};
    assertThat(TinyNetworks.run(new Op.GlobalPool(kind, false), picture, 2))
        .isEqualTo(FloatTensor.of(TensorShape.of(1, 2), expected));
    assertThat(TinyNetworks.run(new Op.GlobalPool(kind, true), picture, 1, 1, 2))
        .isEqualTo(FloatTensor.of(TensorShape.of(1, 1, 1, 2), expected));
  }

  @Test
  void leavesOutABiasOfZerosOnly() {
    FloatTensor zeros = FloatTensor.of(TensorShape.of(6), new float[6]);
    var op = new Op.Convolution(wholeNumbers(2, 3, 3, 4, 6), zeros, TinyNetworks.PLAIN, 1);
    assertConvolution(op);
  }

  /** The operation with a ReLU behind it, which TensorFlow fuses into one kernel if it can. */
  private static FloatTensor rectified(Op op, FloatTensor expected) {
    TensorShape result = expected.shape().with(0, -1);
    Node input = new Node("input", new Op.Input(), List.of(), PICTURE.shape().with(0, -1));
    Node layer = new Node("layer", op, List.of(0), result);
    var relu = new Op.Activate(new Activation.Relu(0, Float.POSITIVE_INFINITY, 0));
    Node rectifier = new Node("layer_relu", relu, List.of(1), result);
    return TinyNetworks.run(new LayerGraph("tiny", List.of(input, layer, rectifier), 2), PICTURE);
  }

  private static FloatTensor relu(FloatTensor values) {
    return map(values, value -> Math.max(value, 0));
  }

  private static FloatTensor lowered(FloatTensor values) {
    return map(values, value -> value - 100);
  }

  private static FloatTensor map(
      FloatTensor values, java.util.function.DoubleUnaryOperator function) {
    return FloatTensor.write(
        values.shape(),
        target -> {
          for (int index = 0; index < target.length; index++) {
            target[index] = (float) function.applyAsDouble(values.get(index));
          }
        });
  }

  private static long[] withoutBatch(FloatTensor tensor) {
    long[] shape = tensor.shape().toArray();
    return java.util.Arrays.copyOfRange(shape, 1, shape.length);
  }
}
