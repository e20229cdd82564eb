package io.pneumonia.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's axes, outermost first. A size is positive, or {@link #UNKNOWN} where a
 * model leaves it open (the batch axis nearly always).
 */
public final class TensorShape {

  /** The size of an axis that is not known before a run. */
  public static final long UNKNOWN = -1;

  private final long[] sizes;

  private TensorShape(long[] sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of the given sizes.
   *
   * @param sizes one size an axis, positive or {@link #UNKNOWN}; none for a scalar
   * @return the shape
   * @throws IllegalArgumentException if a size is neither positive nor {@link #UNKNOWN}
   */
  public static TensorShape of(long... sizes) {
    for (long size : sizes) {
      if (size < 1 && size != UNKNOWN) {
        throw new IllegalArgumentException(
            "axis size: expected positive or -1 (unknown), found "
                + size
                + " in "
                + Arrays.toString(sizes));
      }
    }
    return new TensorShape(sizes.clone());
  }

  /**
   * The number of axes.
   *
   * @return 0 for a scalar
   */
  public int rank() {
    return sizes.length;
  }

  /**
   * The size of one axis.
   *
   * @param axis from 0, or negative to count from the end (-1 is the last)
   * @return its size, or {@link #UNKNOWN}
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public long size(int axis) {
    return sizes[axis < 0 ? sizes.length + axis : axis];
  }

  /**
   * Whether every size is known.
   *
   * @return true if {@link #elements()} can be asked
   */
  public boolean isFullyKnown() {
    return Arrays.stream(sizes).noneMatch(size -> size == UNKNOWN);
  }

  /**
   * The number of elements.
   *
   * @return the product of the sizes; 1 for a scalar
   * @throws IllegalStateException if a size is unknown
   * @throws ArithmeticException if the product exceeds a long
   */
  public long elements() {
    if (!isFullyKnown()) {
      throw new IllegalStateException("shape " + this + " has an unknown size");
    }
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /**
   * The same shape with another size on one axis.
   *
   * @param axis from 0, or negative to count from the end
   * @param size positive or {@link #UNKNOWN}
   * @return the new shape
   * @throws IndexOutOfBoundsException if there is no such axis
   * @throws IllegalArgumentException if the size is neither positive nor {@link #UNKNOWN}
   */
  public TensorShape with(int axis, long size) {
    long[] changed = sizes.clone();
    changed[axis < 0 ? sizes.length + axis : axis] = size;
    return of(changed);
  }

  /**
   * The sizes as an array of the caller's own.
   *
   * @return a copy
   */
  public long[] toArray() {
    return sizes.clone();
  }

  /**
   * Whether a tensor of the other shape may stand where this one is asked for: same rank, and the
   * same size wherever both are known.
   *
   * @param other the shape to compare with
   * @return true if they fit
   */
  public boolean isCompatibleWith(TensorShape other) {
    if (sizes.length != other.sizes.length) {
      return false;
    }
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] != other.sizes[axis]
          && sizes[axis] != UNKNOWN
          && other.sizes[axis] != UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorShape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** Like {@code (?, 224, 224, 3)}, with a question mark for an unknown size. */
  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(size -> size == UNKNOWN ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
