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
  // How many of a coefficient's bits, code and value together, find it by one look.
  static final int COEFFICIENT_BITS = 11;

  /** What {@link #coefficients} has for the run of a block's end. */
  static final int END_OF_BLOCK = JpegComponent.BLOCK;

  private static final int MAX_BITS = 16;

  private final int[] fast = new int[1 << FAST_BITS];
  // For each length: the first code that is too large, and what to add to a code for its index.
  private final int[] codeEnd = new int[MAX_BITS + 1];
  private final int[] indexOffset = new int[MAX_BITS + 1];
  private final byte[] symbols;
  private long[] coefficients = {};

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

  /**
   * For the next {@link #COEFFICIENT_BITS} bits, the one or two coefficients that they hold whole,
   * an end of block counting as one that is zero and {@link #END_OF_BLOCK} places on. In an entry,
   * from the lowest bit on:
   *
   * <ul>
   *   <li>6 bits: the length of all of it
   *   <li>7 bits each: how many places on the first and the second are; without a second, 0 and the
   *       value of the first
   *   <li>6 bits: the length of the first
   *   <li>from bit 32 on 16 bits each: the value of the first, the value of the second
   * </ul>
   *
   * <p>Of length 0, and {@link #END_OF_BLOCK} places on, where the bits do not suffice for one.
   *
   * @return the table, not to be written to
   */
  long[] coefficients() {
    if (coefficients.length == 0) {
      long[] single = new long[1 << COEFFICIENT_BITS];
      for (int bits = 0; bits < single.length; bits++) {
        single[bits] = coefficient((long) bits << (64 - COEFFICIENT_BITS));
      }
      long[] table = new long[single.length];
      for (int bits = 0; bits < table.length; bits++) {
        table[bits] = pair(single, bits);
      }
      coefficients = table;
    }
    return coefficients;
  }

  /** How many places on an entry's first coefficient is; more than a block has for its end. */
  static int firstPlaces(long entry) {
    return (int) entry >>> 6 & 127;
  }

  /** How many places on from the first an entry's second coefficient is; 0 if there is none. */
  static int secondPlaces(long entry) {
    return (int) entry >>> 13 & 127;
  }

  /** The bits of an entry's first coefficient. */
  static int firstLength(long entry) {
    return (int) entry >>> 20 & 63;
  }

  static int firstValue(long entry) {
    return (short) (entry >> 32);
  }

  static int secondValue(long entry) {
    return (int) (entry >> 48);
  }

  private static long pair(long[] single, int bits) {
    long first = single[bits];
    int length = (int) first & 63;
    if (length == 0 || firstPlaces(first) == END_OF_BLOCK) {
      return first;
    }
    long second = single[bits << length & (single.length - 1)];
    int both = length + ((int) second & 63);
    if (both == length || both > COEFFICIENT_BITS) {
      return first;
    }
    // Without its value in the second's place, and without its length.
    long firstOnly = first << 16 >>> 22 << 6;
    return firstOnly | both | (long) firstPlaces(second) << 13 | second >>> 32 << 48;
  }

  private long coefficient(long window) {
    int entry = lookUp(window);
    int codeLength = entry >>> 8;
    int run = entry >> 4 & 15;
    int size = entry & 15;
    int length = codeLength + size;
    // Sixteen zeros and no value after them are too rare for a place here.
    if (entry == NO_CODE || length > COEFFICIENT_BITS || (size == 0 && run == 15)) {
      return END_OF_BLOCK << 6;
    }
    int places = size == 0 ? END_OF_BLOCK : run + 1;
    long value = size == 0 ? 0 : EntropyBits.signed(window << codeLength, size);
    return value << 48 | (value & 0xFFFF) << 32 | (long) length << 20 | (long) places << 6 | length;
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
