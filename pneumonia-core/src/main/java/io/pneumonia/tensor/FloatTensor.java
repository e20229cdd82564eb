package io.pneumonia.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Immutable float32 values of a fully known shape, in row-major order (the last axis varies
 * fastest).
 */
public final class FloatTensor {

  private final TensorShape shape;
  private final float[] values;

  private FloatTensor(TensorShape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor of copied values.
   *
   * @param shape every size known
   * @param values as many as the shape has elements
   * @return the tensor
   * @throws IllegalArgumentException if a size is unknown, or the count does not fit the shape
   */
  public static FloatTensor of(TensorShape shape, float... values) {
    requireCount(shape, values.length);
    return new FloatTensor(shape, values.clone());
  }

  /**
   * A tensor whose values are written once, in place, without a copy.
   *
   * @param shape every size known
   * @param writer fills the array it is given (row-major, zero at first) and must not keep it
   * @return the tensor
   * @throws IllegalArgumentException if a size is unknown, or the shape has more elements than an
   *     array can hold
   */
  public static FloatTensor write(TensorShape shape, Consumer<float[]> writer) {
    long count = count(shape);
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "shape " + shape + ": expected at most 2^31 - 9 elements, found " + count);
    }
    float[] values = new float[(int) count];
    writer.accept(values);
    return new FloatTensor(shape, values);
  }

  /**
   * A tensor of the values that remain in a buffer; its position is left as it was.
   *
   * @param shape every size known
   * @param source as many remaining values as the shape has elements
   * @return the tensor
   * @throws IllegalArgumentException if a size is unknown, or the count does not fit the shape
   */
  public static FloatTensor copyOf(TensorShape shape, FloatBuffer source) {
    requireCount(shape, source.remaining());
    float[] values = new float[source.remaining()];
    source.get(source.position(), values);
    return new FloatTensor(shape, values);
  }

  private static void requireCount(TensorShape shape, int found) {
    long expected = count(shape);
    if (expected != found) {
      throw new IllegalArgumentException(
          "shape " + shape + ": expected " + expected + " values, found " + found);
    }
  }

  private static long count(TensorShape shape) {
    if (!shape.isFullyKnown()) {
      throw new IllegalArgumentException(
          "shape " + shape + ": expected every size known, found an unknown one");
    }
    try {
      return shape.elements();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape " + shape + ": expected at most 2^31 - 9 elements, found more than 2^63", e);
    }
  }

  /**
   * The shape, every size known.
   *
   * @return the shape
   */
  public TensorShape shape() {
    return shape;
  }

  /**
   * The number of values.
   *
   * @return the count
   */
  public int size() {
    return values.length;
  }

  /**
   * One value by its row-major index.
   *
   * @param index from 0
   * @return the value
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public float get(int index) {
    return values[index];
  }

  /**
   * The values as a view that cannot be written through.
   *
   * @return a read-only buffer over all values
   */
  public FloatBuffer buffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /**
   * The values as an array of the caller's own.
   *
   * @return a copy, row-major
   */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * Copies all values into a buffer at its position, which moves behind them.
   *
   * @param target a buffer with room for {@link #size()} values
   * @throws java.nio.BufferOverflowException if there is less room
   */
  public void copyTo(FloatBuffer target) {
    target.put(values);
  }

  /**
   * Copies a range of values.
   *
   * @param from the first index to copy
   * @param target where to
   * @param offset where in the target
   * @param count how many
   * @throws IndexOutOfBoundsException if either range does not fit
   */
  public void copyTo(int from, float[] target, int offset, int count) {
    System.arraycopy(values, from, target, offset, count);
  }

  /**
   * The same values in another shape.
   *
   * @param newShape as many elements as now
   * @return a tensor that shares these values
   * @throws IllegalArgumentException if a size is unknown, or the count does not fit the shape
   */
  public FloatTensor reshaped(TensorShape newShape) {
    requireCount(newShape, values.length);
    return new FloatTensor(newShape, values);
  }

  /** Equal shapes and bit-equal values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "float32 " + shape;
  }
}
