package io.pneumonia.image;

import java.util.Arrays;

/**
 * The inverse DCT of an 8x8 block, bit for bit as libjpeg's accurate integer method ("islow", the
 * default of every decoder built on it).
 *
 * <p>For maintainers. Loeffler, Ligtenberg and Moschytz's 11-multiplication flow graph (ICASSP
 * 1989, figure 1) over columns, then rows. Its constants are scaled by 2^13 and rounded; a column
 * pass keeps 2 fraction bits, so it shifts right by 13 - 2 = 11, the row pass by 13 + 2 + 3 = 18
 * (the 3 is the factor 8 that two unnormalised passes leave). Every shift is preceded by adding
 * half. Samples are then shifted up by 128 and clamped. Because all of it is integer arithmetic
 * without intermediate clamping, leaving out terms that are zero changes nothing: blocks with a DC
 * coefficient alone, blocks whose right and lower halves are empty, and columns without AC
 * coefficients are shortcuts, not approximations.
 */
final class InverseDct {

  // Differences and sums of cosines, times 2^13: C_0_298 is round(0.298631336 * 8192).
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
  private static final int COLUMN_SHIFT = CONST_BITS - FRACTION_BITS;
  private static final int ROW_SHIFT = CONST_BITS + FRACTION_BITS + 3;
  // Half of the last place, and the level shift of 128, added in one go.
  private static final int ROW_BIAS = (1 << (ROW_SHIFT - 1)) + (128 << ROW_SHIFT);

  // Bits of an index that mean a column or a row of 4 to 7.
  private static final int RIGHT_OR_LOWER_HALF = 0b100_100;

  private InverseDct() {}

  /**
   * A block whose only coefficient is the first: all samples are equal.
   *
   * @param dc the dequantised coefficient
   * @param side how many samples along each side
   * @param target where the samples go
   * @param offset of the first sample
   * @param stride from row to row
   */
  static void flat(int dc, int side, byte[] target, int offset, int stride) {
    byte sample = (byte) clamp(((dc + 4) >> 3) + 128);
    for (int row = 0; row < side; row++) {
      Arrays.fill(target, offset, offset + side, sample);
      offset += stride;
    }
  }

  /**
   * Any block.
   *
   * @param block 64 dequantised coefficients, rows of 8; overwritten
   * @param occupied the bitwise or of the indices of coefficients that may not be zero
   * @param target where the samples go
   * @param offset of the first sample
   * @param stride from row to row
   */
  static void transform(int[] block, int occupied, byte[] target, int offset, int stride) {
    if ((occupied & RIGHT_OR_LOWER_HALF) == 0) {
      transformQuarter(block, target, offset, stride);
      return;
    }
    for (int column = 0; column < 8; column++) {
      if (isFlat(block, column)) {
        flatColumn(block, column);
      } else {
        column(block, column);
      }
    }
    for (int row = 0; row < 64; row += 8) {
      row(block, row, target, offset);
      offset += stride;
    }
  }

  private static void transformQuarter(int[] block, byte[] target, int offset, int stride) {
    for (int column = 0; column < 4; column++) {
      shortColumn(block, column);
    }
    for (int row = 0; row < 64; row += 8) {
      shortRow(block, row, target, offset);
      offset += stride;
    }
  }

  private static boolean isFlat(int[] block, int c) {
    return (block[c + 8]
            | block[c + 16]
            | block[c + 24]
            | block[c + 32]
            | block[c + 40]
            | block[c + 48]
            | block[c + 56])
        == 0;
  }

  private static void flatColumn(int[] block, int c) {
    int value = block[c] << FRACTION_BITS;
    for (int i = c; i < 64; i += 8) {
      block[i] = value;
    }
  }

  private static void column(int[] block, int c) {
    int half = 1 << (COLUMN_SHIFT - 1);
    int rotated = (block[c + 16] + block[c + 48]) * C_0_541;
    int even2 = rotated - block[c + 48] * C_1_847;
    int even3 = rotated + block[c + 16] * C_0_765;
    int even0 = ((block[c] + block[c + 32]) << CONST_BITS) + half;
    int even1 = ((block[c] - block[c + 32]) << CONST_BITS) + half;

    int in7 = block[c + 56];
    int in5 = block[c + 40];
    int in3 = block[c + 24];
    int in1 = block[c + 8];
    int z5 = (in7 + in3 + in5 + in1) * C_1_175;
    int z1 = (in7 + in1) * -C_0_899;
    int z2 = (in5 + in3) * -C_2_562;
    int z3 = z5 - (in7 + in3) * C_1_961;
    int z4 = z5 - (in5 + in1) * C_0_390;
    int odd0 = in7 * C_0_298 + z1 + z3;
    int odd1 = in5 * C_2_053 + z2 + z4;
    int odd2 = in3 * C_3_072 + z2 + z3;
    int odd3 = in1 * C_1_501 + z1 + z4;

    block[c] = (even0 + even3 + odd3) >> COLUMN_SHIFT;
    block[c + 56] = (even0 + even3 - odd3) >> COLUMN_SHIFT;
    block[c + 8] = (even1 + even2 + odd2) >> COLUMN_SHIFT;
    block[c + 48] = (even1 + even2 - odd2) >> COLUMN_SHIFT;
    block[c + 16] = (even1 - even2 + odd1) >> COLUMN_SHIFT;
    block[c + 40] = (even1 - even2 - odd1) >> COLUMN_SHIFT;
    block[c + 24] = (even0 - even3 + odd0) >> COLUMN_SHIFT;
    block[c + 32] = (even0 - even3 - odd0) >> COLUMN_SHIFT;
  }

  private static void row(int[] block, int r, byte[] target, int offset) {
    int rotated = (block[r + 2] + block[r + 6]) * C_0_541;
    int even2 = rotated - block[r + 6] * C_1_847;
    int even3 = rotated + block[r + 2] * C_0_765;
    int even0 = ((block[r] + block[r + 4]) << CONST_BITS) + ROW_BIAS;
    int even1 = ((block[r] - block[r + 4]) << CONST_BITS) + ROW_BIAS;

    int in7 = block[r + 7];
    int in5 = block[r + 5];
    int in3 = block[r + 3];
    int in1 = block[r + 1];
    int z5 = (in7 + in3 + in5 + in1) * C_1_175;
    int z1 = (in7 + in1) * -C_0_899;
    int z2 = (in5 + in3) * -C_2_562;
    int z3 = z5 - (in7 + in3) * C_1_961;
    int z4 = z5 - (in5 + in1) * C_0_390;
    int odd0 = in7 * C_0_298 + z1 + z3;
    int odd1 = in5 * C_2_053 + z2 + z4;
    int odd2 = in3 * C_3_072 + z2 + z3;
    int odd3 = in1 * C_1_501 + z1 + z4;

    store(
        target,
        offset,
        (even0 + even3 + odd3) >> ROW_SHIFT,
        (even1 + even2 + odd2) >> ROW_SHIFT,
        (even1 - even2 + odd1) >> ROW_SHIFT,
        (even0 - even3 + odd0) >> ROW_SHIFT,
        (even0 - even3 - odd0) >> ROW_SHIFT,
        (even1 - even2 - odd1) >> ROW_SHIFT,
        (even1 + even2 - odd2) >> ROW_SHIFT,
        (even0 + even3 - odd3) >> ROW_SHIFT);
  }

  /** {@link #column} with inputs 4 to 7 zero. */
  private static void shortColumn(int[] block, int c) {
    int in2 = block[c + 16];
    int even2 = in2 * C_0_541;
    int even3 = in2 * (C_0_541 + C_0_765);
    int even = (block[c] << CONST_BITS) + (1 << (COLUMN_SHIFT - 1));

    int in3 = block[c + 24];
    int in1 = block[c + 8];
    int z5 = (in3 + in1) * C_1_175;
    int odd0 = z5 - in1 * C_0_899 - in3 * C_1_961;
    int odd1 = z5 - in3 * C_2_562 - in1 * C_0_390;
    int odd2 = z5 + in3 * (C_3_072 - C_2_562 - C_1_961);
    int odd3 = z5 + in1 * (C_1_501 - C_0_899 - C_0_390);

    block[c] = (even + even3 + odd3) >> COLUMN_SHIFT;
    block[c + 56] = (even + even3 - odd3) >> COLUMN_SHIFT;
    block[c + 8] = (even + even2 + odd2) >> COLUMN_SHIFT;
    block[c + 48] = (even + even2 - odd2) >> COLUMN_SHIFT;
    block[c + 16] = (even - even2 + odd1) >> COLUMN_SHIFT;
    block[c + 40] = (even - even2 - odd1) >> COLUMN_SHIFT;
    block[c + 24] = (even - even3 + odd0) >> COLUMN_SHIFT;
    block[c + 32] = (even - even3 - odd0) >> COLUMN_SHIFT;
  }

  /** {@link #row} with inputs 4 to 7 zero. */
  private static void shortRow(int[] block, int r, byte[] target, int offset) {
    int in2 = block[r + 2];
    int even2 = in2 * C_0_541;
    int even3 = in2 * (C_0_541 + C_0_765);
    int even = (block[r] << CONST_BITS) + ROW_BIAS;

    int in3 = block[r + 3];
    int in1 = block[r + 1];
    int z5 = (in3 + in1) * C_1_175;
    int odd0 = z5 - in1 * C_0_899 - in3 * C_1_961;
    int odd1 = z5 - in3 * C_2_562 - in1 * C_0_390;
    int odd2 = z5 + in3 * (C_3_072 - C_2_562 - C_1_961);
    int odd3 = z5 + in1 * (C_1_501 - C_0_899 - C_0_390);

    store(
        target,
        offset,
        (even + even3 + odd3) >> ROW_SHIFT,
        (even + even2 + odd2) >> ROW_SHIFT,
        (even - even2 + odd1) >> ROW_SHIFT,
        (even - even3 + odd0) >> ROW_SHIFT,
        (even - even3 - odd0) >> ROW_SHIFT,
        (even - even2 - odd1) >> ROW_SHIFT,
        (even + even2 - odd2) >> ROW_SHIFT,
        (even + even3 - odd3) >> ROW_SHIFT);
  }

  /** Stores eight samples; nearly always none of them needs clamping, which one test tells. */
  private static void store(
      byte[] target, int at, int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7) {
    if (((s0 | s1 | s2 | s3 | s4 | s5 | s6 | s7) & ~0xFF) != 0) {
      s0 = clamp(s0);
      s1 = clamp(s1);
      s2 = clamp(s2);
      s3 = clamp(s3);
      s4 = clamp(s4);
      s5 = clamp(s5);
      s6 = clamp(s6);
      s7 = clamp(s7);
    }
    target[at] = (byte) s0;
    target[at + 1] = (byte) s1;
    target[at + 2] = (byte) s2;
    target[at + 3] = (byte) s3;
    target[at + 4] = (byte) s4;
    target[at + 5] = (byte) s5;
    target[at + 6] = (byte) s6;
    target[at + 7] = (byte) s7;
  }

  static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
