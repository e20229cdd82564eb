package io.pneumonia.image;

/** Memory for blocks that are read before anybody knows which blocks they are. */
final class BlockStore {

  /** How many blocks have room. */
  static final int CAPACITY = 1 << 14;

  /**
   * Coefficients, 64 for each block in rows of 8, dequantised but for the first; one more number
   * behind the last block.
   */
  final int[] coefficients = new int[CAPACITY * JpegComponent.BLOCK + 1];

  /** In bits from where the first block starts; one more, where the last one ends. */
  final int[] starts = new int[CAPACITY + 1];

  /** The bitwise or of the indices of coefficients 1 to 63 that are occupied. */
  final byte[] occupied = new byte[CAPACITY];
}
