package io.pneumonia.inference.onnx;

import static io.pneumonia.inference.onnx.GraphSketch.counting;
import static io.pneumonia.inference.onnx.GraphSketch.sizes;
import static io.pneumonia.inference.onnx.GraphSketch.tensor;
import static io.pneumonia.inference.onnx.GraphSketch.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation sees Keras' order of axes, whichever order the value has underneath. */
class LayoutTest {

  private static GraphSketch picture(boolean channelsFirst, long... sizes) {
    GraphSketch sketch = new GraphSketch(sizes);
    return channelsFirst ? sketch.thenUnchangedChannelsFirst() : sketch;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reshapesInKerasOrder(boolean channelsFirst) {
    FloatTensor input = counting(2, 2, 3, 4);
    GraphSketch sketch = picture(channelsFirst, 2, 3, 4);
    FloatTensor found = sketch.then(new Op.Reshape(TensorShape.of(4, 6)), 4, 6).run(input);
    assertThat(found).isEqualTo(counting(2, 4, 6));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reshapesToAPictureThatIsConvolvedAgain(boolean channelsFirst) {
    GraphSketch sketch = picture(channelsFirst, 2, 3, 4);
    FloatTensor found =
        sketch
            .then(new Op.Reshape(TensorShape.of(3, 4, 2)), 3, 4, 2)
            .thenUnchangedChannelsFirst()
            .run(counting(2, 2, 3, 4));
    assertThat(found).isEqualTo(counting(2, 3, 4, 2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reshapesBetweenVectorsAndPicturesOfOnePixel(boolean channelsFirst) {
    GraphSketch sketch = picture(channelsFirst, 1, 1, 6);
    FloatTensor found =
        sketch
            .then(new Op.Reshape(TensorShape.of(6)), 6)
            .then(new Op.Reshape(TensorShape.of(1, 1, 6)), 1, 1, 6)
            .thenUnchangedChannelsFirst()
            .then(new Op.Reshape(TensorShape.of(2, 3, 1)), 2, 3, 1)
            .thenUnchangedChannelsFirst()
            .then(new Op.Reshape(TensorShape.of(2, 3)), 2, 3)
            .run(counting(2, 1, 1, 6));
    assertThat(found).isEqualTo(counting(2, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void permutesKerasAxes(boolean channelsFirst) {
    FloatTensor input = counting(1, 2, 3, 2);
    FloatTensor found =
        picture(channelsFirst, 2, 3, 2).then(new Op.Permute(List.of(3, 1, 2)), 2, 2, 3).run(input);
    assertThat(found).isEqualTo(tensor(sizes(1, 2, 2, 3), 1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void concatenatesAlongAnyAxis(boolean channelsFirst) {
    FloatTensor input = tensor(sizes(1, 1, 2, 2), 1, 2, 3, 4);
    assertThat(concatenated(channelsFirst, 1, 2, 2, 2).run(input))
        .isEqualTo(tensor(sizes(1, 2, 2, 2), 1, 2, 3, 4, 1, 2, 3, 4));
    assertThat(concatenated(channelsFirst, 2, 1, 4, 2).run(input))
        .isEqualTo(tensor(sizes(1, 1, 4, 2), 1, 2, 3, 4, 1, 2, 3, 4));
    assertThat(concatenated(channelsFirst, 3, 1, 2, 4).run(input))
        .isEqualTo(tensor(sizes(1, 1, 2, 4), 1, 2, 1, 2, 3, 4, 3, 4));
  }

  private static GraphSketch concatenated(boolean channelsFirst, int axis, long... sizes) {
    GraphSketch sketch = picture(channelsFirst, 1, 2, 2);
    sketch.add(new Op.Concatenate(axis), sizes, 0, channelsFirst ? 1 : 0);
    return sketch;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void softmaxRunsAlongTheNamedAxis(boolean channelsFirst) {
    float log3 = (float) Math.log(3);
    FloatTensor input = tensor(sizes(1, 2, 1, 2), 0, 0, log3, 0);
    assertThat(
            picture(channelsFirst, 2, 1, 2).then(new Op.Softmax(1), 2, 1, 2).run(input).toArray())
        .containsExactly(new float[] {0.25f, 0.5f, 0.75f, 0.5f}, offset(1e-6f));
    assertThat(
            picture(channelsFirst, 2, 1, 2).then(new Op.Softmax(3), 2, 1, 2).run(input).toArray())
        .containsExactly(new float[] {0.5f, 0.5f, 0.75f, 0.25f}, offset(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mergesAPictureWithOneNumberForEachChannel(boolean channelsFirst) {
    GraphSketch sketch = picture(channelsFirst, 2, 1, 2);
    int picture = channelsFirst ? 1 : 0;
    int mean = sketch.add(new Op.GlobalPool(Op.PoolKind.MAX, true), sizes(1, 1, 2), picture);
    sketch.add(new Op.Merge(Op.MergeKind.SUBTRACT), sizes(2, 1, 2), 0, mean);
    assertThat(sketch.run(counting(1, 2, 1, 2))).isEqualTo(tensor(sizes(1, 2, 1, 2), -2, -2, 0, 0));
  }

  @Test
  void mergesThreeAndMoreFromTheLeft() {
    FloatTensor input = tensor(sizes(1, 2), 3, -2);
    assertThat(merged(Op.MergeKind.ADD).run(input)).isEqualTo(tensor(sizes(1, 2), 9, -6));
    assertThat(merged(Op.MergeKind.MULTIPLY).run(input)).isEqualTo(tensor(sizes(1, 2), 27, -8));
    assertThat(merged(Op.MergeKind.AVERAGE).run(input)).isEqualTo(input);
    assertThat(merged(Op.MergeKind.MAXIMUM).run(input)).isEqualTo(input);
    assertThat(merged(Op.MergeKind.MINIMUM).run(input)).isEqualTo(input);
  }

  private static GraphSketch merged(Op.MergeKind kind) {
    GraphSketch sketch = new GraphSketch(2);
    sketch.add(new Op.Merge(kind), sizes(2), 0, 0, 0);
    return sketch;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void multipliesDenselyAlongTheLastAxis(boolean channelsFirst) {
    Op dense = new Op.Dense(tensor(sizes(2, 1), 1, 10), vector(100));
    FloatTensor found =
        picture(channelsFirst, 2, 1, 2).then(dense, 2, 1, 1).run(counting(1, 2, 1, 2));
    assertThat(found).isEqualTo(tensor(sizes(1, 2, 1, 1), 121, 143));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scalesAndShiftsEachChannelOrAll(boolean channelsFirst) {
    FloatTensor input = counting(1, 2, 1, 2);
    Op each = new Op.ScaleShift(vector(2, 10), vector(0.5f, -1));
    assertThat(picture(channelsFirst, 2, 1, 2).then(each, 2, 1, 2).run(input))
        .isEqualTo(tensor(sizes(1, 2, 1, 2), 2.5f, 19, 6.5f, 39));
    Op all = new Op.ScaleShift(vector(2), vector(1));
    assertThat(picture(channelsFirst, 2, 1, 2).then(all, 2, 1, 2).run(input))
        .isEqualTo(tensor(sizes(1, 2, 1, 2), 3, 5, 7, 9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void normalizesEachPixel(boolean channelsFirst) {
    Op op = new Op.LayerNormalization(vector(1, 10), vector(0, 1), 0);
    FloatTensor found =
        picture(channelsFirst, 1, 2, 2)
            .then(op, 1, 2, 2)
            .run(tensor(sizes(1, 1, 2, 2), 1, 3, 6, 2));
    assertThat(found.toArray()).containsExactly(new float[] {-1, 11, 1, -9}, offset(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rectifiesWithSlopesForEachPixelOrChannel(boolean channelsFirst) {
    FloatTensor input = tensor(sizes(1, 1, 2, 2), -1, -1, -1, 5);
    Op each = new Op.PRelu(tensor(sizes(1, 2, 2), 1, 2, 3, 4));
    assertThat(picture(channelsFirst, 1, 2, 2).then(each, 1, 2, 2).run(input))
        .isEqualTo(tensor(sizes(1, 1, 2, 2), -1, -2, -3, 5));
    Op shared = new Op.PRelu(tensor(sizes(1, 1, 2), 1, 2));
    assertThat(picture(channelsFirst, 1, 2, 2).then(shared, 1, 2, 2).run(input))
        .isEqualTo(tensor(sizes(1, 1, 2, 2), -1, -2, -1, 5));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void padsAndCropsEachSide(boolean channelsFirst) {
    FloatTensor input = counting(1, 1, 2, 2);
    Op pad = new Op.ZeroPad(new Padding(1, 0, 0, 2));
    FloatTensor padded = tensor(sizes(1, 2, 4, 2), 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0);
    assertThat(picture(channelsFirst, 1, 2, 2).then(pad, 2, 4, 2).run(input)).isEqualTo(padded);
    Op crop = new Op.Crop(new Padding(1, 0, 0, 2));
    assertThat(picture(channelsFirst, 2, 4, 2).then(crop, 1, 2, 2).run(padded)).isEqualTo(input);
  }

  @Test
  void anInputMayBeTheOutput() {
    FloatTensor input = counting(2, 2, 2, 1);
    assertThat(new GraphSketch(2, 2, 1).run(input)).isEqualTo(input);
    Op nothing = new Op.ZeroPad(Padding.NONE);
    assertThat(new GraphSketch(2, 2, 1).then(nothing, 2, 2, 1).run(input)).isEqualTo(input);
  }
}
