package io.pneumonia.preprocess;

/**
 * The quads of neighbouring places along an axis, each for many lines across it. A quad takes the
 * place of the one that lies as many before it as the ring has slots.
 */
final class QuadRing {

  private final int[][] arrays;
  private final int slots;
  private final int planes;

  /**
   * A ring over some arrays, with whatever they hold.
   *
   * @param arrays at least one for each slot and plane, the planes of a slot side by side
   * @param slots how many quads there is room for
   * @param planes how many channels have arrays of their own
   */
  QuadRing(int[][] arrays, int slots, int planes) {
    this.arrays = arrays;
    this.slots = slots;
    this.planes = planes;
  }

  int slots() {
    return slots;
  }

  int planes() {
    return planes;
  }

  /** All lines of a quad, for reading and writing. */
  int[] lines(int quad, int plane) {
    return arrays[quad % slots * planes + plane];
  }

  /**
   * Makes neighbouring quads of one line, in a ring of one plane. No index is divided in the loop,
   * which would cost more than the rest of it.
   *
   * @param samples all first samples of the quads, then all second ones, and so on
   * @param first the first quad
   * @param count how many
   */
  void pack(int[] samples, int first, int count, int line) {
    int slot = first % slots;
    int untilEnd = Math.min(count, slots - slot);
    pack(samples, 0, untilEnd, count, slot, line);
    pack(samples, untilEnd, count, count, 0, line);
  }

  private void pack(int[] samples, int from, int to, int count, int slot, int line) {
    for (int j = from, s = slot; j < to; j++, s++) {
      arrays[s][line] =
          samples[j]
              | (samples[j + count] << 8)
              | (samples[j + 2 * count] << 16)
              | (samples[j + 3 * count] << 24);
    }
  }
}
