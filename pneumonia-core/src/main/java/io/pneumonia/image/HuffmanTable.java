package io.pneumonia.image;

import java.util.Arrays;

/**
 * A JPEG's Huffman code.
 *
 * <p>Codes of up to {@link #FAST_BITS} bits are found by one look into a table that is indexed by
 * the next bits; longer ones by comparing with the largest code of each length (ITU T.81, F.2.2.3).
 */
final class HuffmanTable {

  /** What {@link #lookUp} gives for bits that start with no code. */
  static final int NO_CODE = 0;

  private static final int FAST_BITS = 10;
  private static final int MAX_BITS = 16;

  private final int[] fast = new int[1 << FAST_BITS];
  // For each length: the first code that is too large, and what to add to a code for its index.
  private final int[] codeEnd = new int[MAX_BITS + 1];
  private final int[] indexOffset = new int[MAX_BITS + 1];
  private final byte[] symbols;

  private HuffmanTable(byte[] symbols) {
    this.symbols = symbols;
  }

  /**
   * Reads a table of a DHT segment.
   *
   * @param bytes the file
   * @param countsAt where the 16 counts lie, one for each code length
   * @param symbolsAt where the symbols lie
   * @param symbolCount how many there are, the sum of the counts
   * @param refusal words what is wrong
   * @return the table
   */
  static HuffmanTable read(
      byte[] bytes, int countsAt, int symbolsAt, int symbolCount, Refusal refusal) {
    byte[] symbols = Arrays.copyOfRange(bytes, symbolsAt, symbolsAt + symbolCount);
    HuffmanTable table = new HuffmanTable(symbols);
    int code = 0;
    int index = 0;
    for (int length = 1; length <= MAX_BITS; length++) {
      int count = bytes[countsAt + length - 1] & 0xFF;
      table.indexOffset[length] = index - code;
      for (int i = 0; i < count && length <= FAST_BITS; i++) {
        table.fill(code + i, length, symbols[index + i] & 0xFF);
      }
      code += count;
      index += count;
      if (code > 1 << length) {
        throw refusal.corrupt(
            "a Huffman table with room for its codes", "too many of " + length + " bits");
      }
      table.codeEnd[length] = code;
      code <<= 1;
    }
    return table;
  }

  private void fill(int code, int length, int symbol) {
    int spare = FAST_BITS - length;
    int from = code << spare;
    // An overfull table is refused by the caller; until then its codes do not fit in here.
    if (from < fast.length) {
      Arrays.fill(fast, from, from + (1 << spare), length << 8 | symbol);
    }
  }

  /**
   * The code that the bits start with.
   *
   * @param window the next bits, the first one in the highest bit
   * @return its length times 256 plus its symbol, or {@link #NO_CODE}
   */
  int lookUp(long window) {
    int entry = fast[(int) (window >>> (64 - FAST_BITS))];
    return entry != 0 ? entry : lookUpLong(window);
  }

  private int lookUpLong(long window) {
    for (int length = FAST_BITS + 1; length <= MAX_BITS; length++) {
      int code = (int) (window >>> (64 - length));
      if (code < codeEnd[length]) {
        return length << 8 | (symbols[code + indexOffset[length]] & 0xFF);
      }
    }
    return NO_CODE;
  }
}
