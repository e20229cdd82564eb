package io.pneumonia.keras.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {

  private static final TensorShape PICTURE = TensorShape.of(-1, 7, 6, 4);

  @Test
  void countsPositionsOfAWindow() {
    Window window = new Window(2, 1, 1, 2, new Padding(0, 1, 1, 1));
    Op op = new Op.Convolution(zeros(3, 2, 2, 8), zeros(8), window, 2);
    assertThat(infer(op)).isEqualTo(TensorShape.of(-1, 3, 6, 8));
  }

  @Test
  void refusesAWindowLargerThanThePicture() {
    Op op = new Op.Pool(Op.PoolKind.MAX, 8, 1, new Window(1, 1, 1, 1, Padding.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> infer(op))
        .withMessage("window: expected at most 7 rows or columns, found 8");
  }

  @Test
  void refusesOtherChannelsThanTheKernelHas() {
    Op op = new Op.Dense(zeros(5, 2), zeros(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> infer(op))
        .withMessage("expected 5 channels, found (?, 7, 6, 4)");
  }

  @Test
  void broadcastsMergedInputs() {
    assertThat(
            ShapeInference.infer(
                new Op.Merge(Op.MergeKind.MULTIPLY), List.of(TensorShape.of(-1, 1, 1, 4), PICTURE)))
        .isEqualTo(PICTURE);
  }

  @Test
  void refusesAReshapeThatLosesValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> infer(new Op.Reshape(TensorShape.of(10))))
        .withMessageContaining("expected 168 elements");
  }

  @Test
  void permutesSizes() {
    assertThat(infer(new Op.Permute(List.of(3, 1, 2)))).isEqualTo(TensorShape.of(-1, 4, 7, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> infer(new Op.Permute(List.of(1, 1, 2))));
  }

  private static TensorShape infer(Op op) {
    return ShapeInference.infer(op, List.of(PICTURE));
  }

  private static FloatTensor zeros(long... sizes) {
    return FloatTensor.write(TensorShape.of(sizes), values -> {});
  }
}
