package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;
import java.util.Objects;

/**
 * Reads the coefficients of a component's blocks, one block after the other, from a baseline or
 * extended sequential scan (ITU T.81, F.2.2).
 */
final class SequentialCoefficients {

  private static final int LAST = JpegComponent.BLOCK - 1;
  // So many table entries are sure to lie in one window of bits.
  private static final int STEPS = EntropyBits.WINDOW_BITS / HuffmanTable.COEFFICIENT_BITS;
  // An entry may lead from the last coefficient but one over two more runs or the block's end.
  private static final int PLACES = LAST + 2 * HuffmanTable.END_OF_BLOCK;

  private final EntropyBits bits;
  private final Refusal refusal;
  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final long[] entries;
  // For each place in zigzag order: the quantization step, and in the low 8 bits the index in the
  // block. What lies beyond the last place goes to an index behind the block.
  private final int[] steps = new int[PLACES];
  private int predicted;

  SequentialCoefficients(EntropyBits bits, JpegScan.Part part, Refusal refusal) {
    this.bits = bits;
    this.refusal = refusal;
    dc = Objects.requireNonNull(part.dc());
    ac = Objects.requireNonNull(part.ac());
    entries = ac.coefficients();
    int[] quant = Objects.requireNonNull(part.component().quant);
    for (int k = 0; k < PLACES; k++) {
      steps[k] = k <= LAST ? quant[k] << 8 | ZigZag.natural(k) : JpegComponent.BLOCK;
    }
  }

  /** Coefficient 0 of the block read last, before its quantization step is applied. */
  int predicted() {
    return predicted;
  }

  /** Goes on behind a block whose coefficient 0 is known. */
  void predict(int coefficient) {
    predicted = coefficient;
  }

  /** Coefficient 0 of a block, from what {@link #predicted} told. */
  int dequantized(int coefficient) {
    return (short) coefficient * (steps[0] >> 8);
  }

  /**
   * Reads a block. Coefficient 0 is not written but {@linkplain #predicted told}.
   *
   * @param block where coefficients 1 to 63 go, dequantised, in rows of 8: zeros and one more
   *     number, which may be overwritten
   * @param base of the block's first number
   * @return the bitwise or of the indices of coefficients 1 to 63 that are occupied; 0 if none is
   */
  int read(int[] block, int base) {
    // Locals, since the compiler may not keep fields in registers across the stores to the block.
    byte[] data = bits.data();
    long[] table = entries;
    int[] places = steps;
    long position = readDc();
    int occupied = 0;
    int k = 0;
    while (k < LAST) {
      long window = EntropyBits.window(data, position);
      int before = 0;
      long entry = 0;
      for (int i = 0; i < STEPS && k < LAST; i++) {
        before = k;
        entry = table[(int) (window >>> (64 - HuffmanTable.COEFFICIENT_BITS))];
        // The shift takes the low 6 bits only, which are the length.
        window <<= entry;
        position += entry & 63;
        k += HuffmanTable.firstPlaces(entry);
        int step = places[k];
        block[base + (step & 0xFF)] = HuffmanTable.firstValue(entry) * (step >> 8);
        occupied |= step;
        k += HuffmanTable.secondPlaces(entry);
        step = places[k];
        block[base + (step & 0xFF)] = HuffmanTable.secondValue(entry) * (step >> 8);
        occupied |= step;
      }
      if (k > LAST) {
        int first = before + HuffmanTable.firstPlaces(entry);
        if ((entry & 63) == 0) {
          bits.moveTo(position);
          k = readLong(before, block, base);
          occupied |= places[k];
          position = bits.position();
        } else if (first == LAST) {
          // What follows it is the next block's.
          position += HuffmanTable.firstLength(entry) - (entry & 63);
        } else {
          requireEnd(
              first > LAST ? HuffmanTable.firstPlaces(entry) : HuffmanTable.secondPlaces(entry));
        }
      }
    }
    bits.moveTo(position);
    return occupied & LAST;
  }

  private long readDc() {
    long window = bits.window();
    int entry = code(dc, window);
    int length = entry >>> 8;
    int size = entry & 0xFF;
    if (size > 15) {
      throw refusal.corrupt("a DC difference of at most 15 bits", size);
    }
    if (size > 0) {
      predicted += EntropyBits.signed(window << length, size);
    }
    return bits.position() + length + size;
  }

  /**
   * Reads one coefficient whose bits are more than the table has.
   *
   * @return its place, or one beyond the last place if the block ends instead
   */
  private int readLong(int before, int[] block, int base) {
    long window = bits.window();
    int entry = code(ac, window);
    int codeLength = entry >>> 8;
    int run = entry >> 4 & 15;
    int size = entry & 15;
    bits.moveTo(bits.position() + codeLength + size);
    if (size == 0 && run < 15) {
      return JpegComponent.BLOCK;
    }
    int k = before + run + 1;
    if (k > LAST) {
      throw tooMany();
    }
    int value = size == 0 ? 0 : EntropyBits.signed(window << codeLength, size);
    block[base + (steps[k] & 0xFF)] = value * (steps[k] >> 8);
    return k;
  }

  /** As {@link HuffmanTable#lookUp} tells it. */
  private int code(HuffmanTable table, long window) {
    int entry = table.lookUp(window);
    if (entry == HuffmanTable.NO_CODE) {
      throw bits.badCode();
    }
    return entry;
  }

  private void requireEnd(int places) {
    if (places != HuffmanTable.END_OF_BLOCK) {
      throw tooMany();
    }
  }

  private ImageRejected tooMany() {
    return refusal.corrupt("at most 64 coefficients in a block", "more");
  }
}
