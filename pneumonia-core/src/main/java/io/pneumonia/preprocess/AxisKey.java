package io.pneumonia.preprocess;

/**
 * Everything that a filter's table for one axis depends on.
 *
 * @param in the source's size
 * @param from where the box begins, 0 or more
 * @param to where it ends, at most {@code in}
 * @param out the target's size
 */
record AxisKey(int in, float from, float to, int out) {

  /** A record's own is linked at its first call, which the first picture would wait for. */
  @Override
  public int hashCode() {
    return 31 * (31 * (31 * in + Float.hashCode(from)) + Float.hashCode(to)) + out;
  }
}
