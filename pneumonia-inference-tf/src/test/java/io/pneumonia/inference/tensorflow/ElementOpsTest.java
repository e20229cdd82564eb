package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations without a window, on numbers worked out by hand. */
class ElementOpsTest {

  private static final FloatTensor PICTURE = tensor(sizes(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);

  @Test
  void scalesAndShiftsEachChannelOrAllOfThem() {
    var each = new Op.ScaleShift(vector(2, -1), vector(10, 0));
    assertThat(TinyNetworks.run(each, PICTURE, 2, 2, 2).toArray())
        .containsExactly(12, -2, 16, -4, 20, -6, 24, -8);
    var all = new Op.ScaleShift(vector(2), vector(1));
    assertThat(TinyNetworks.run(all, PICTURE, 2, 2, 2).toArray())
        .containsExactly(3, 5, 7, 9, 11, 13, 15, 17);
  }

  @Test
  void normalisesEachPixelOverItsChannels() {
    FloatTensor pixels = tensor(sizes(1, 1, 2, 3), 1, 2, 3, -6, 0, 6);
    var op = new Op.LayerNormalization(vector(1, 2, 1), vector(0, 5, 1), 0.25f);
    float first = (float) (-1 / Math.sqrt(2 / 3.0 + 0.25));
    float second = (float) (-6 / Math.sqrt(24 + 0.25));
    assertThat(TinyNetworks.run(op, pixels, 1, 2, 3).toArray())
        .containsExactly(new float[] {first, 5, 1 - first, second, 5, 1 - second}, offset(1e-6f));
  }

  @Test
  void multipliesRowsByAMatrix() {
    FloatTensor rows = tensor(sizes(2, 2), 1, 2, 3, 4);
    var op = new Op.Dense(tensor(sizes(2, 3), 1, 0, 2, 0, 1, 3), vector(0, 10, 0));
    assertThat(TinyNetworks.run(op, rows, 3)).isEqualTo(tensor(sizes(2, 3), 1, 12, 8, 3, 14, 18));
  }

  @Test
  void multipliesTheLastAxisWhateverTheRank() {
    var op = new Op.Dense(tensor(sizes(2, 1), 1, -1), vector(0.5f));
    assertThat(TinyNetworks.run(op, PICTURE, 2, 2, 1))
        .isEqualTo(tensor(sizes(1, 2, 2, 1), -0.5f, -0.5f, -0.5f, -0.5f));
  }

  @Test
  void bendsNegativesByALearntSlopeThatIsSharedOverAxes() {
    FloatTensor picture = tensor(sizes(1, 2, 1, 2), -1, -2, 3, -4);
    var op = new Op.PRelu(tensor(sizes(1, 1, 2), 0.5f, -1));
    assertThat(TinyNetworks.run(op, picture, 2, 1, 2).toArray()).containsExactly(-0.5f, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 2", "3, 1"})
  void sharesOutAlongOneAxis(int axis, int distance) {
    FloatTensor found = TinyNetworks.run(new Op.Softmax(axis), PICTURE, 2, 2, 2);
    double low = 1 / (1 + Math.exp(distance));
    for (int index = 0; index < 8; index++) {
      boolean isSecond = (index / distance) % 2 == 1;
      assertThat((double) found.get(index)).isCloseTo(isSecond ? 1 - low : low, offset(1e-6));
    }
  }

  @Test
  void padsWithZerosAndCropsAgain() {
    FloatTensor picture = tensor(sizes(1, 1, 2, 1), 7, 8);
    assertThat(
            TinyNetworks.run(new Op.ZeroPad(new Padding(1, 0, 0, 2)), picture, 2, 4, 1).toArray())
        .containsExactly(0, 0, 0, 0, 7, 8, 0, 0);
    assertThat(TinyNetworks.run(new Op.Crop(new Padding(1, 0, 0, 1)), PICTURE, 1, 1, 2).toArray())
        .containsExactly(5, 6);
  }

  @Test
  void reshapesAndPermutesEachRowOfTheBatch() {
    FloatTensor rows = tensor(sizes(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(TinyNetworks.run(new Op.Reshape(TensorShape.of(4)), rows, 4))
        .isEqualTo(rows.reshaped(sizes(2, 4)));
    assertThat(TinyNetworks.run(new Op.Permute(List.of(2, 1)), rows, 2, 2).toArray())
        .containsExactly(1, 3, 2, 4, 5, 7, 6, 8);
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 12, 9",
    "SUBTRACT, -10, 1",
    "MULTIPLY, 16, 0",
    "AVERAGE, 4, 3",
    "MAXIMUM, 8, 5",
    "MINIMUM, 1, 0"
  })
  void mergesThreeValues(Op.MergeKind kind, float first, float second) {
    List<FloatTensor> inputs =
        List.of(
            tensor(sizes(1, 1, 1, 2), 1, 5),
            tensor(sizes(1, 1, 1, 2), 8, 0),
            tensor(sizes(1, 1, 1, 2), kind == Op.MergeKind.MULTIPLY ? 2 : 3, 4));
    assertThat(TinyNetworks.runAll(new Op.Merge(kind), inputs, 1, 1, 2).toArray())
        .containsExactly(first, second);
  }

  @Test
  void joinsAlongOneAxis() {
    List<FloatTensor> inputs =
        List.of(tensor(sizes(1, 1, 2, 1), 1, 2), tensor(sizes(1, 1, 2, 1), 3, 4));
    assertThat(TinyNetworks.runAll(new Op.Concatenate(3), inputs, 1, 2, 2).toArray())
        .containsExactly(1, 3, 2, 4);
    assertThat(TinyNetworks.runAll(new Op.Concatenate(2), inputs, 1, 4, 1).toArray())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void resizesWithHalfPixelCentres() {
    FloatTensor row = tensor(sizes(1, 1, 4, 1), 0, 10, 20, 30);
    assertThat(
            TinyNetworks.run(new Op.Resize(1, 2, Op.ResizeMethod.NEAREST), row, 1, 2, 1).toArray())
        .containsExactly(10, 30);
    assertThat(
            TinyNetworks.run(new Op.Resize(1, 2, Op.ResizeMethod.BILINEAR), row, 1, 2, 1).toArray())
        .containsExactly(5, 25);
    assertThat(
            TinyNetworks.run(new Op.Resize(2, 8, Op.ResizeMethod.BILINEAR), row, 2, 8, 1).toArray())
        .startsWith(0, 2.5f, 7.5f, 12.5f, 17.5f, 22.5f, 27.5f, 30)
        .endsWith(0, 2.5f, 7.5f, 12.5f, 17.5f, 22.5f, 27.5f, 30);
  }

  private static FloatTensor vector(float... values) {
    return FloatTensor.of(TensorShape.of(values.length), values);
  }

  private static FloatTensor tensor(TensorShape shape, float... values) {
    return FloatTensor.of(shape, values);
  }

  private static TensorShape sizes(long... sizes) {
    return TensorShape.of(sizes);
  }
}
