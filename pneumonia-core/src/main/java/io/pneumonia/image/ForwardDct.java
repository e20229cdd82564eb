package io.pneumonia.image;

/**
 * The forward DCT of an 8x8 block, bit for bit as libjpeg's accurate integer method ("islow", what
 * encoders use unless told otherwise).
 *
 * <p>For maintainers. The flow graph of {@link InverseDct} the other way round: rows first, keeping
 * 2 fraction bits, then columns, each shift preceded by adding half. The result is 8 times the
 * coefficient: libjpeg leaves that factor to the quantisation.
 */
final class ForwardDct {

  // Differences and sums of cosines, times 2^13, as in InverseDct.
  private static final int C_0_298 = 2446;
  private static final int C_0_390 = 3196;
  private static final int C_0_541 = 4433;
  private static final int C_0_765 = 6270;
  private static final int C_0_899 = 7373;
  private static final int C_1_175 = 9633;
  private static final int C_1_501 = 12299;
  private static final int C_1_847 = 15137;
  private static final int C_1_961 = 16069;
  private static final int C_2_053 = 16819;
  private static final int C_2_562 = 20995;
  private static final int C_3_072 = 25172;

  private static final int CONST_BITS = 13;
  private static final int FRACTION_BITS = 2;

  private ForwardDct() {}

  /**
   * Transforms in place.
   *
   * @param block 64 samples less 128, rows of 8; becomes 8 times the coefficients
   */
  static void transform(int[] block) {
    for (int row = 0; row < 64; row += 8) {
      pass(block, row, 1, CONST_BITS - FRACTION_BITS);
    }
    for (int column = 0; column < 8; column++) {
      pass(block, column, 8, CONST_BITS + FRACTION_BITS);
    }
  }

  /** One row or column; a sum without constants is brought to the shift's scale first. */
  private static void pass(int[] block, int at, int step, int shift) {
    int sum0 = block[at] + block[at + 7 * step];
    int difference0 = block[at] - block[at + 7 * step];
    int sum1 = block[at + step] + block[at + 6 * step];
    int difference1 = block[at + step] - block[at + 6 * step];
    int sum2 = block[at + 2 * step] + block[at + 5 * step];
    int difference2 = block[at + 2 * step] - block[at + 5 * step];
    int sum3 = block[at + 3 * step] + block[at + 4 * step];
    int difference3 = block[at + 3 * step] - block[at + 4 * step];
    int half = 1 << (shift - 1);

    int even0 = sum0 + sum3;
    int even1 = sum1 + sum2;
    int even2 = sum1 - sum2;
    int even3 = sum0 - sum3;
    int rotated = (even2 + even3) * C_0_541;
    block[at] = (((even0 + even1) << CONST_BITS) + half) >> shift;
    block[at + 4 * step] = (((even0 - even1) << CONST_BITS) + half) >> shift;
    block[at + 2 * step] = (rotated + even3 * C_0_765 + half) >> shift;
    block[at + 6 * step] = (rotated - even2 * C_1_847 + half) >> shift;

    int z5 = (difference3 + difference1 + difference2 + difference0) * C_1_175;
    int z1 = (difference3 + difference0) * -C_0_899;
    int z2 = (difference2 + difference1) * -C_2_562;
    int z3 = z5 - (difference3 + difference1) * C_1_961;
    int z4 = z5 - (difference2 + difference0) * C_0_390;
    block[at + 7 * step] = (difference3 * C_0_298 + z1 + z3 + half) >> shift;
    block[at + 5 * step] = (difference2 * C_2_053 + z2 + z4 + half) >> shift;
    block[at + 3 * step] = (difference1 * C_3_072 + z2 + z3 + half) >> shift;
    block[at + step] = (difference0 * C_1_501 + z1 + z4 + half) >> shift;
  }
}
