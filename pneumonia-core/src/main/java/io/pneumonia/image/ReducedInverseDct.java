package io.pneumonia.image;

/**
 * The inverse DCT of an 8x8 block to 4x4, 2x2 or 1x1 samples, bit for bit as libjpeg's scaled
 * decoding ("jidctred").
 *
 * <p>For maintainers. What remains of the flow graph of {@link InverseDct} if the outputs in
 * between are left out: to 4x4, row and column 4 have no part in it; to 2x2, rows and columns 2, 4
 * and 6 have none; to 1x1, only the first coefficient has one. Columns first, then rows. Constants
 * are scaled by 2^13 and rounded; a column pass keeps 2 fraction bits, so it shifts right by 11 and
 * the row pass by 18, as there. The even part comes out scaled by another 2 (4x4) or 4 (2x2), so
 * both shifts are larger by 1 or 2.
 */
final class ReducedInverseDct {

  // Times 2^13: C_0_211 is round(0.211164243 * 8192).
  private static final int C_0_211 = 1730;
  private static final int C_0_509 = 4176;
  private static final int C_0_601 = 4926;
  private static final int C_0_720 = 5906;
  private static final int C_0_765 = 6270;
  private static final int C_0_850 = 6967;
  private static final int C_0_899 = 7373;
  private static final int C_1_061 = 8697;
  private static final int C_1_272 = 10426;
  private static final int C_1_451 = 11893;
  private static final int C_1_847 = 15137;
  private static final int C_2_172 = 17799;
  private static final int C_2_562 = 20995;
  private static final int C_3_624 = 29692;

  private static final int CONST_BITS = 13;
  private static final int FRACTION_BITS = 2;
  private static final int COLUMN_SHIFT = CONST_BITS - FRACTION_BITS;
  private static final int ROW_SHIFT = CONST_BITS + FRACTION_BITS + 3;
  private static final int LEVEL = 128;

  // Bits of an index that mean a column or a row of 4 to 7.
  private static final int RIGHT_OR_LOWER_HALF = 0b100_100;

  private ReducedInverseDct() {}

  /**
   * Any block.
   *
   * @param block 64 dequantised coefficients, rows of 8; overwritten
   * @param occupied the bitwise or of the indices of coefficients that may not be zero
   * @param side how many samples along each side: 4, 2 or 1
   * @param target where the samples go
   * @param offset of the first sample
   * @param stride from row to row
   */
  static void transform(
      int[] block, int occupied, int side, byte[] target, int offset, int stride) {
    boolean short4 = (occupied & RIGHT_OR_LOWER_HALF) == 0;
    switch (side) {
      case 4 -> {
        if (short4) {
          toFourShort(block, target, offset, stride);
        } else {
          toFour(block, target, offset, stride);
        }
      }
      case 2 -> toTwo(block, short4, target, offset, stride);
      default -> InverseDct.flat(block[0], side, target, offset, stride);
    }
  }

  private static void toFour(int[] block, byte[] target, int offset, int stride) {
    int shift = COLUMN_SHIFT + 1;
    for (int column = 0; column < 8; column++) {
      if (column != 4) {
        four(block, column, 8, 1 << (shift - 1), shift);
      }
    }
    shift = ROW_SHIFT + 1;
    for (int row = 0; row < 4; row++) {
      four(block, 8 * row, 1, (1 << (shift - 1)) + (LEVEL << shift), shift);
      store(block, 8 * row, 4, target, offset + row * stride);
    }
  }

  /** {@link #toFour} with columns and rows 4 to 7 zero. */
  private static void toFourShort(int[] block, byte[] target, int offset, int stride) {
    int shift = COLUMN_SHIFT + 1;
    for (int column = 0; column < 4; column++) {
      fourShort(block, column, 8, 1 << (shift - 1), shift);
    }
    shift = ROW_SHIFT + 1;
    for (int row = 0; row < 4; row++) {
      fourShort(block, 8 * row, 1, (1 << (shift - 1)) + (LEVEL << shift), shift);
      store(block, 8 * row, 4, target, offset + row * stride);
    }
  }

  private static void toTwo(int[] block, boolean short4, byte[] target, int offset, int stride) {
    int shift = COLUMN_SHIFT + 2;
    int half = 1 << (shift - 1);
    two(block, 0, 8, half, shift);
    two(block, 1, 8, half, shift);
    two(block, 3, 8, half, shift);
    if (!short4) {
      two(block, 5, 8, half, shift);
      two(block, 7, 8, half, shift);
    }
    shift = ROW_SHIFT + 2;
    for (int row = 0; row < 2; row++) {
      two(block, 8 * row, 1, (1 << (shift - 1)) + (LEVEL << shift), shift);
      store(block, 8 * row, 2, target, offset + row * stride);
    }
  }

  /** Eight values, a step apart, to four in the places of the first. */
  private static void four(int[] b, int at, int step, int bias, int shift) {
    int in1 = b[at + step];
    int in3 = b[at + 3 * step];
    int in5 = b[at + 5 * step];
    int in7 = b[at + 7 * step];
    int even = (b[at] << (CONST_BITS + 1)) + bias;
    int even2 = b[at + 2 * step] * C_1_847 - b[at + 6 * step] * C_0_765;
    int odd0 = in5 * C_1_451 - in7 * C_0_211 - in3 * C_2_172 + in1 * C_1_061;
    int odd2 = in3 * C_0_899 - in7 * C_0_509 - in5 * C_0_601 + in1 * C_2_562;
    b[at] = (even + even2 + odd2) >> shift;
    b[at + step] = (even - even2 + odd0) >> shift;
    b[at + 2 * step] = (even - even2 - odd0) >> shift;
    b[at + 3 * step] = (even + even2 - odd2) >> shift;
  }

  /** {@link #four} with inputs 4 to 7 zero. */
  private static void fourShort(int[] b, int at, int step, int bias, int shift) {
    int in1 = b[at + step];
    int in3 = b[at + 3 * step];
    int even = (b[at] << (CONST_BITS + 1)) + bias;
    int even2 = b[at + 2 * step] * C_1_847;
    int odd0 = in1 * C_1_061 - in3 * C_2_172;
    int odd2 = in1 * C_2_562 + in3 * C_0_899;
    b[at] = (even + even2 + odd2) >> shift;
    b[at + step] = (even - even2 + odd0) >> shift;
    b[at + 2 * step] = (even - even2 - odd0) >> shift;
    b[at + 3 * step] = (even + even2 - odd2) >> shift;
  }

  /** Eight values, a step apart, to two in the places of the first. */
  private static void two(int[] b, int at, int step, int bias, int shift) {
    int even = (b[at] << (CONST_BITS + 2)) + bias;
    int odd =
        b[at + step] * C_3_624
            - b[at + 3 * step] * C_1_272
            + b[at + 5 * step] * C_0_850
            - b[at + 7 * step] * C_0_720;
    b[at] = (even + odd) >> shift;
    b[at + step] = (even - odd) >> shift;
  }

  private static void store(int[] b, int from, int count, byte[] target, int offset) {
    for (int x = 0; x < count; x++) {
      target[offset + x] = (byte) InverseDct.clamp(b[from + x]);
    }
  }
}
