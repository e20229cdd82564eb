package io.pneumonia.inference.onnx;

import static io.pneumonia.inference.onnx.GraphSketch.UNIT;
import static io.pneumonia.inference.onnx.GraphSketch.counting;
import static io.pneumonia.inference.onnx.GraphSketch.repeat;
import static io.pneumonia.inference.onnx.GraphSketch.sizes;
import static io.pneumonia.inference.onnx.GraphSketch.tensor;
import static io.pneumonia.inference.onnx.GraphSketch.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions, pooling and resizing against numbers worked out by hand. */
class PictureStepsTest {

  @Test
  void convolvesWithAsymmetricPadding() {
    Window window = new Window(2, 2, 1, 1, new Padding(0, 1, 0, 1));
    Op op =
        new Op.Convolution(tensor(sizes(2, 2, 1, 1), 1, 10, 100, 1000), vector(0.5f), window, 1);
    FloatTensor found = new GraphSketch(3, 3, 1).then(op, 2, 2, 1).run(counting(1, 3, 3, 1));
    assertThat(found.toArray()).containsExactly(5421.5f, 603.5f, 87.5f, 9.5f);
  }

  @Test
  void splitsChannelsOverGroups() {
    Op op = new Op.Convolution(tensor(sizes(1, 1, 1, 4), 1, 2, 3, 4), vector(0, 0, 0, 0), UNIT, 2);
    FloatTensor found =
        new GraphSketch(1, 1, 2).then(op, 1, 1, 4).run(tensor(sizes(1, 1, 1, 2), 5, 7));
    assertThat(found.toArray()).containsExactly(5, 10, 21, 28);
  }

  @Test
  void depthwiseOutputsGoChannelByChannel() {
    FloatTensor kernel = tensor(sizes(1, 2, 2, 2), 1, 2, 3, 4, 10, 20, 30, 40);
    Op op = new Op.DepthwiseConvolution(kernel, vector(0, 0, 0, 0.5f), UNIT);
    FloatTensor found = new GraphSketch(1, 2, 2).then(op, 1, 1, 4).run(counting(1, 1, 2, 2));
    assertThat(found.toArray()).containsExactly(31, 62, 126, 168.5f);
  }

  @Test
  void spreadsCropsAndExtendsATransposedConvolution() {
    FloatTensor kernel = tensor(sizes(1, 3, 1, 1), 1, 10, 100);
    FloatTensor input = tensor(sizes(1, 1, 2, 1), 1, 2);
    Op cropped =
        new Op.TransposedConvolution(
            kernel, vector(0.5f), 1, 2, 1, 1, new Padding(0, 0, 0, 1), Padding.NONE);
    assertThat(new GraphSketch(1, 2, 1).then(cropped, 1, 4, 1).run(input).toArray())
        .containsExactly(1.5f, 10.5f, 102.5f, 20.5f);
    Op extended =
        new Op.TransposedConvolution(
            kernel, vector(0.5f), 1, 2, 1, 1, new Padding(0, 0, 1, 0), new Padding(0, 1, 0, 1));
    assertThat(new GraphSketch(1, 2, 1).then(extended, 2, 5, 1).run(input).toArray())
        .containsExactly(10.5f, 102.5f, 20.5f, 200.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
  }

  @Test
  void transposedKernelsHaveOutputsBeforeInputs() {
    FloatTensor kernel = tensor(sizes(1, 1, 3, 2), 1, 2, 3, 4, 5, 6);
    Op op =
        new Op.TransposedConvolution(
            kernel, vector(0, 0, 0), 1, 1, 1, 1, Padding.NONE, Padding.NONE);
    FloatTensor found =
        new GraphSketch(1, 1, 2).then(op, 1, 1, 3).run(tensor(sizes(1, 1, 1, 2), 1, 10));
    assertThat(found.toArray()).containsExactly(21, 43, 65);
  }

  @Test
  void paddingNeverWinsAMaximumNorCountsInAMean() {
    Window window = new Window(1, 1, 1, 1, new Padding(1, 0, 1, 0));
    FloatTensor input = tensor(sizes(1, 2, 2, 1), -1, -2, -3, -4);
    Op max = new Op.Pool(Op.PoolKind.MAX, 2, 2, window);
    assertThat(new GraphSketch(2, 2, 1).then(max, 2, 2, 1).run(input).toArray())
        .containsExactly(-1, -1, -1, -1);
    Op mean = new Op.Pool(Op.PoolKind.AVERAGE, 2, 2, window);
    assertThat(new GraphSketch(2, 2, 1).then(mean, 2, 2, 1).run(input).toArray())
        .containsExactly(-1, -1.5f, -2, -2.5f);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "1, true", "3, true"})
  void paddedZerosAreValues(int top, boolean rectified) {
    GraphSketch sketch = new GraphSketch(2, 2, 1).thenUnchangedChannelsFirst();
    if (rectified) {
      sketch.then(new Op.Activate(new Activation.Relu(0, Float.POSITIVE_INFINITY, 0)), 2, 2, 1);
    }
    sketch.then(new Op.ZeroPad(new Padding(top, 0, 1, 0)), top + 2, 3, 1);
    int padded = sketch.graph().nodes().size() - 1;
    sketch.add(new Op.Pool(Op.PoolKind.MAX, 2, 2, UNIT), sizes(top + 1, 2, 1), padded);
    int max = sketch.graph().nodes().size() - 1;
    sketch.add(new Op.Pool(Op.PoolKind.AVERAGE, 2, 2, UNIT), sizes(top + 1, 2, 1), padded);
    sketch.add(new Op.Concatenate(3), sizes(top + 1, 2, 2), max, max + 1);
    float[] found = sketch.run(tensor(sizes(1, 2, 2, 1), -1, -2, -4, -8)).toArray();
    float[] lastRow = rectified ? new float[4] : new float[] {0, -1.25f, -1, -3.75f};
    assertThat(Arrays.copyOfRange(found, found.length - 4, found.length)).isEqualTo(lastRow);
    float[] rowBefore = rectified ? new float[4] : new float[] {0, -0.25f, 0, -0.75f};
    assertThat(Arrays.copyOfRange(found, found.length - 8, found.length - 4)).isEqualTo(rowBefore);
  }

  @Test
  void paddedZerosAreValuesToTheOnlyReader() {
    FloatTensor found =
        new GraphSketch(2, 2, 1)
            .thenUnchangedChannelsFirst()
            .then(new Op.ZeroPad(new Padding(0, 0, 1, 0)), 2, 3, 1)
            .then(new Op.Pool(Op.PoolKind.MAX, 2, 2, UNIT), 1, 2, 1)
            .run(tensor(sizes(1, 2, 2, 1), -1, -2, -4, -8));
    assertThat(found.toArray()).containsExactly(0, -1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void poolsEachChannelWhole(boolean keepDims) {
    long[] sizes = keepDims ? sizes(1, 1, 2) : sizes(2);
    FloatTensor input = counting(1, 2, 1, 2);
    Op mean = new Op.GlobalPool(Op.PoolKind.AVERAGE, keepDims);
    assertThat(new GraphSketch(2, 1, 2).then(mean, sizes).run(input).toArray())
        .containsExactly(2, 3);
    Op max = new Op.GlobalPool(Op.PoolKind.MAX, keepDims);
    assertThat(new GraphSketch(2, 1, 2).then(max, sizes).run(input).toArray())
        .containsExactly(3, 4);
  }

  @ParameterizedTest
  @CsvSource({"2, 3, false", "2, 3, true", "3, 2, true", "7, 5, true", "5, 7, false", "2, 8, true"})
  void takesTheNearestPixelByTensorFlowsRule(int in, int out, boolean channelsFirst) {
    Op op = new Op.Resize(out, 1, Op.ResizeMethod.NEAREST);
    GraphSketch sketch = new GraphSketch(in, 1, 1);
    if (channelsFirst) {
      sketch.thenUnchangedChannelsFirst();
    }
    float[] found = sketch.then(op, out, 1, 1).run(counting(1, in, 1, 1)).toArray();
    for (int i = 0; i < out; i++) {
      assertThat(found[i]).isEqualTo(1 + (2 * i + 1) * in / (2 * out));
    }
  }

  @Test
  void clampsBilinearResizingAtTheEdges() {
    Op op = new Op.Resize(1, 4, Op.ResizeMethod.BILINEAR);
    FloatTensor found =
        new GraphSketch(1, 2, 1).then(op, 1, 4, 1).run(tensor(sizes(1, 1, 2, 1), 0, 4));
    assertThat(found.toArray()).containsExactly(0, 1, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resizesBothAxesAndEveryChannelBilinearly(boolean channelsFirst) {
    Op op = new Op.Resize(1, 1, Op.ResizeMethod.BILINEAR);
    GraphSketch sketch = new GraphSketch(2, 2, 2);
    if (channelsFirst) {
      sketch.thenUnchangedChannelsFirst();
    }
    FloatTensor input = tensor(sizes(1, 2, 2, 2), 0, 1, 2, 1, 4, 1, 6, 5);
    assertThat(sketch.then(op, 1, 1, 2).run(input).toArray()).containsExactly(3, 2);
  }

  @Test
  void resizingToTheSameSizeChangesNothing() {
    Op op = new Op.Resize(2, 3, Op.ResizeMethod.BILINEAR);
    FloatTensor input = tensor(sizes(1, 2, 3, 1), repeat(0.1f, 6));
    assertThat(new GraphSketch(2, 3, 1).then(op, 2, 3, 1).run(input)).isEqualTo(input);
  }
}
