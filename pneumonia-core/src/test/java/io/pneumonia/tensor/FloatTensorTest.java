package io.pneumonia.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class FloatTensorTest {

  private static final TensorShape SHAPE = TensorShape.of(2, 3);
  private static final FloatTensor TENSOR = FloatTensor.of(SHAPE, 1, 2, 3, 4, 5, 6);

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.of(SHAPE, 1, 2, 3))
        .withMessage("shape (2, 3): expected 6 values, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.copyOf(SHAPE, FloatBuffer.allocate(7)));
    assertThatIllegalArgumentException().isThrownBy(() -> TENSOR.reshaped(TensorShape.of(7)));
  }

  @Test
  void refusesShapeOfUnknownSize() {
    TensorShape unknown = TensorShape.of(-1, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.of(unknown, 1, 2, 3))
        .withMessage("shape (?, 3): expected every size known, found an unknown one");
    assertThatIllegalArgumentException().isThrownBy(() -> FloatTensor.write(unknown, values -> {}));
  }

  @Test
  void refusesMoreElementsThanAnArrayHolds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.write(TensorShape.of(1L << 31), values -> {}))
        .withMessageContainingAll("expected at most 2^31 - 9", "found 2147483648");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.write(TensorShape.of(1L << 40, 1L << 40), values -> {}))
        .withMessageContaining("found more than 2^63");
  }

  @Test
  void copiesValuesInAndOut() {
    float[] source = {1, 2, 3, 4, 5, 6};
    FloatTensor tensor = FloatTensor.of(SHAPE, source);
    source[0] = 9;
    tensor.toArray()[1] = 9;
    assertThat(tensor.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.get(0)).isEqualTo(1);
    assertThat(tensor.size()).isEqualTo(6);
    assertThat(tensor.shape()).isEqualTo(SHAPE);
  }

  @Test
  void isWrittenInPlace() {
    FloatTensor tensor = FloatTensor.write(SHAPE, values -> values[5] = 7);
    assertThat(tensor.toArray()).containsExactly(0, 0, 0, 0, 0, 7);
  }

  @Test
  void takesWhatRemainsInBufferAndLeavesItsPosition() {
    FloatBuffer source = FloatBuffer.wrap(new float[] {9, 1, 2, 3, 4, 5, 6}).position(1);
    assertThat(FloatTensor.copyOf(SHAPE, source)).isEqualTo(TENSOR);
    assertThat(source.position()).isEqualTo(1);
  }

  @Test
  void handsOutReadOnlyBuffer() {
    assertThat(TENSOR.buffer().remaining()).isEqualTo(6);
    assertThat(TENSOR.buffer().get(2)).isEqualTo(3);
    assertThatThrownBy(() -> TENSOR.buffer().put(0, 1f))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void copiesIntoBuffersAndArrays() {
    FloatBuffer target = FloatBuffer.allocate(8).position(1);
    TENSOR.copyTo(target);
    assertThat(target.position()).isEqualTo(7);
    assertThat(target.array()).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
    float[] part = new float[4];
    TENSOR.copyTo(3, part, 1, 2);
    assertThat(part).containsExactly(0, 4, 5, 0);
  }

  @Test
  void refusesToCopyWhereThereIsNoRoom() {
    assertThatThrownBy(() -> TENSOR.copyTo(FloatBuffer.allocate(5)))
        .isInstanceOf(BufferOverflowException.class);
    assertThatThrownBy(() -> TENSOR.copyTo(5, new float[9], 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> TENSOR.get(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isReshapedWithTheSameValues() {
    FloatTensor flat = TENSOR.reshaped(TensorShape.of(6));
    assertThat(flat.toArray()).isEqualTo(TENSOR.toArray());
    assertThat(flat).isNotEqualTo(TENSOR).hasToString("float32 (6)");
  }

  @Test
  void isEqualBitByBit() {
    TensorShape one = TensorShape.of(1);
    FloatTensor nan = FloatTensor.of(one, Float.NaN);
    assertThat(nan).isEqualTo(FloatTensor.of(one, Float.NaN));
    assertThat(nan).hasSameHashCodeAs(FloatTensor.of(one, Float.NaN));
    assertThat(FloatTensor.of(one, 0f)).isNotEqualTo(FloatTensor.of(one, -0f));
    assertThat(TENSOR).isNotEqualTo(FloatTensor.of(TensorShape.of(3, 2), TENSOR.toArray()));
  }
}
