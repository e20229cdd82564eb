package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of a progressive scan (ITU T.81, G.1 and G.2): each brings some bits of some coefficients,
 * which are collected until all scans are read.
 */
final class ProgressiveBlocks implements BlockReader {

  private final EntropyBits bits;
  private final JpegScan scan;
  private final Refusal refusal;
  private final int[] predicted;
  // Blocks still to come without anything new in them.
  private int emptyBlocks;

  ProgressiveBlocks(EntropyBits bits, JpegScan scan, Refusal refusal) {
    this.bits = bits;
    this.scan = scan;
    this.refusal = refusal;
    this.predicted = new int[scan.parts().size()];
  }

  @Override
  public void restart() {
    Arrays.fill(predicted, 0);
    emptyBlocks = 0;
  }

  @Override
  public void read(int part, int blockRow, int blockColumn) {
    JpegScan.Part from = scan.parts().get(part);
    short[] row = from.component().coefficients[blockRow];
    int base = blockColumn * JpegComponent.BLOCK;
    if (scan.hasDc()) {
      if (scan.isFirst()) {
        firstDc(part, table(from.dc()), row, base);
      } else if (bits.bit() == 1) {
        row[base] |= (short) (1 << scan.low());
      }
    } else if (scan.isFirst()) {
      firstAc(table(from.ac()), row, base);
    } else {
      refineAc(table(from.ac()), row, base);
    }
  }

  private static HuffmanTable table(@Nullable HuffmanTable table) {
    return Objects.requireNonNull(table);
  }

  private void firstDc(int part, HuffmanTable table, short[] row, int base) {
    int size = bits.symbol(table);
    if (size > 15) {
      throw refusal.corrupt("a DC difference of at most 15 bits", size);
    }
    if (size > 0) {
      predicted[part] += EntropyBits.signed(bits.window(), size);
      bits.moveTo(bits.position() + size);
    }
    row[base] = (short) (predicted[part] << scan.low());
  }

  private void firstAc(HuffmanTable table, short[] row, int base) {
    if (emptyBlocks > 0) {
      emptyBlocks--;
      return;
    }
    for (int k = scan.first(); k <= scan.last(); k++) {
      int symbol = bits.symbol(table);
      int run = symbol >> 4;
      int size = symbol & 15;
      if (size > 0) {
        k += run;
        if (k > scan.last()) {
          throw tooMany();
        }
        row[base + k] = (short) (EntropyBits.signed(bits.window(), size) << scan.low());
        bits.moveTo(bits.position() + size);
      } else if (run == 15) {
        k += 15;
      } else {
        emptyBlocks = endOfBlocks(run) - 1;
        return;
      }
    }
  }

  /** How many blocks end here, this one included. */
  private int endOfBlocks(int size) {
    return (1 << size) + bits.bits(size);
  }

  private void refineAc(HuffmanTable table, short[] row, int base) {
    int k = scan.first();
    while (emptyBlocks == 0 && k <= scan.last()) {
      int symbol = bits.symbol(table);
      int run = symbol >> 4;
      int size = symbol & 15;
      if (size == 0 && run < 15) {
        emptyBlocks = endOfBlocks(run);
        break;
      }
      int added = size == 0 ? 0 : addedValue(size);
      k = skipZeros(run, k, row, base);
      if (added != 0) {
        if (k > scan.last()) {
          throw tooMany();
        }
        row[base + k] = (short) added;
      }
      k++;
    }
    if (emptyBlocks > 0) {
      skipZeros(Integer.MAX_VALUE, k, row, base);
      emptyBlocks--;
    }
  }

  private int addedValue(int size) {
    if (size != 1) {
      throw refusal.corrupt("refined coefficients that start with 1 bit", size);
    }
    return bits.bit() == 1 ? 1 << scan.low() : -1 << scan.low();
  }

  /**
   * Steps over so many coefficients that are still zero, and refines those between that are not.
   *
   * @return where the zero after them is, or one more than the scan's last coefficient
   */
  private int skipZeros(int zeros, int from, short[] row, int base) {
    int k = from;
    for (int left = zeros; k <= scan.last(); k++) {
      if (row[base + k] != 0) {
        refine(row, base + k);
      } else if (left-- == 0) {
        break;
      }
    }
    return k;
  }

  private void refine(short[] row, int at) {
    int bit = 1 << scan.low();
    // A bit that is already there can only be damage; libjpeg leaves it alone as well.
    if (bits.bit() == 1 && (row[at] & bit) == 0) {
      row[at] += (short) (row[at] >= 0 ? bit : -bit);
    }
  }

  private ImageRejected tooMany() {
    return refusal.corrupt("coefficients within the scan's range", "more");
  }
}
