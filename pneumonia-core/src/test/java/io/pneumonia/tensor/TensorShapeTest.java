package io.pneumonia.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorShapeTest {

  private static final TensorShape BATCH = TensorShape.of(TensorShape.UNKNOWN, 224, 200, 3);

  @ParameterizedTest
  @ValueSource(longs = {0, -2, Long.MIN_VALUE})
  void refusesSizeThatIsNeitherPositiveNorUnknown(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorShape.of(1, size))
        .withMessageContainingAll("expected positive or -1", "found " + size);
    assertThatIllegalArgumentException().isThrownBy(() -> BATCH.with(0, size));
  }

  @Test
  void countsAxesFromEitherEnd() {
    assertThat(BATCH.rank()).isEqualTo(4);
    assertThat(BATCH.size(1)).isEqualTo(224);
    assertThat(BATCH.size(-1)).isEqualTo(3);
    assertThat(BATCH.size(-4)).isEqualTo(TensorShape.UNKNOWN);
    assertThat(BATCH.with(-2, 7)).isEqualTo(TensorShape.of(-1, 224, 7, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, -5})
  void refusesAxisThatDoesNotExist(int axis) {
    assertThatThrownBy(() -> BATCH.size(axis)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> BATCH.with(axis, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void countsElementsOnceEverySizeIsKnown() {
    assertThat(BATCH.isFullyKnown()).isFalse();
    assertThat(BATCH.with(0, 2).isFullyKnown()).isTrue();
    assertThat(BATCH.with(0, 2).elements()).isEqualTo(2 * 224 * 200 * 3);
    assertThat(TensorShape.of().elements()).isEqualTo(1);
  }

  @Test
  void refusesToCountUnknownElements() {
    assertThatIllegalStateException()
        .isThrownBy(BATCH::elements)
        .withMessageContaining("(?, 224, 200, 3)");
  }

  @Test
  void refusesToCountMoreThanLongHolds() {
    assertThatThrownBy(TensorShape.of(1L << 40, 1L << 40)::elements)
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void isCompatibleWhereBothSizesAreKnownAndEqual() {
    assertThat(BATCH.isCompatibleWith(TensorShape.of(5, 224, 200, 3))).isTrue();
    assertThat(TensorShape.of(5, 224, 200, 3).isCompatibleWith(BATCH)).isTrue();
    assertThat(BATCH.isCompatibleWith(BATCH)).isTrue();
    assertThat(BATCH.isCompatibleWith(TensorShape.of(5, 224, 200, 1))).isFalse();
    assertThat(BATCH.isCompatibleWith(TensorShape.of(224, 200, 3))).isFalse();
  }

  @Test
  void keepsItsOwnCopyOfSizes() {
    long[] sizes = {1, 2};
    TensorShape shape = TensorShape.of(sizes);
    sizes[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape.toArray()).containsExactly(1, 2);
  }

  @Test
  void isEqualByValueAndPrintsUnknownAsQuestionMark() {
    TensorShape same = TensorShape.of(-1, 224, 200, 3);
    assertThat(same).isEqualTo(BATCH).hasSameHashCodeAs(BATCH);
    assertThat(BATCH).hasToString("(?, 224, 200, 3)").isNotEqualTo(BATCH.with(0, 1));
    assertThat(TensorShape.of()).hasToString("()").isNotEqualTo("()");
  }
}
