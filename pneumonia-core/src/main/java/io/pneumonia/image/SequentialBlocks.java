package io.pneumonia.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Blocks of a baseline or extended sequential scan (ITU T.81, F.2.2). All coefficients of a block
 * come at once, so that it is transformed on the spot while it is still in the cache.
 */
final class SequentialBlocks implements BlockReader {

  // A Huffman code of at most 16 bits and a value of at most 15.
  private static final int MAX_CODE_AND_VALUE = 31;

  private final EntropyBits bits;
  private final Refusal refusal;
  private final Channel[] channels;
  private final int[] block = new int[JpegComponent.BLOCK];

  SequentialBlocks(EntropyBits bits, List<JpegScan.Part> parts, Refusal refusal) {
    this.bits = bits;
    this.refusal = refusal;
    this.channels = parts.stream().map(Channel::new).toArray(Channel[]::new);
  }

  private static final class Channel {

    final JpegComponent component;
    final HuffmanTable dc;
    final HuffmanTable ac;
    final int[] coefficients;
    final int[] quant;
    int predicted;

    Channel(JpegScan.Part part) {
      component = part.component();
      dc = Objects.requireNonNull(part.dc());
      ac = Objects.requireNonNull(part.ac());
      coefficients = ac.coefficients();
      quant = Objects.requireNonNull(component.quant);
    }
  }

  @Override
  public void restart() {
    for (Channel channel : channels) {
      channel.predicted = 0;
    }
  }

  @Override
  public void read(int part, int blockRow, int blockColumn) {
    Channel channel = channels[part];
    JpegComponent component = channel.component;
    int size = bits.symbol(channel.dc);
    if (size > 0) {
      channel.predicted += difference(size);
    }
    int offset = component.sampleOffset(blockRow, blockColumn);
    int dc = (short) channel.predicted * channel.quant[0];
    int occupied = readAc(channel);
    if (occupied == 0) {
      component.flat(dc, offset);
    } else {
      block[0] = dc;
      component.transform(block, occupied, offset);
      Arrays.fill(block, 0);
    }
  }

  private int difference(int size) {
    if (size > 15) {
      throw refusal.corrupt("a DC difference of at most 15 bits", size);
    }
    int difference = EntropyBits.signed(bits.window(), size);
    bits.moveTo(bits.position() + size);
    return difference;
  }

  /**
   * Reads coefficients 1 to 63 into the block.
   *
   * @return the bitwise or of the indices that are occupied; 0 if none is
   */
  private int readAc(Channel channel) {
    // Locals, since the compiler may not keep fields in registers across the stores to the block.
    byte[] data = bits.data();
    int[] coefficients = channel.coefficients;
    int[] quant = channel.quant;
    int[] target = block;
    long position = bits.position();
    long window = EntropyBits.window(data, position);
    int used = 0;
    int occupied = 0;
    for (int k = 1; k < JpegComponent.BLOCK; k++) {
      if (used > EntropyBits.WINDOW_BITS - MAX_CODE_AND_VALUE) {
        position += used;
        window = EntropyBits.window(data, position);
        used = 0;
      }
      int entry = coefficients[(int) (window >>> (64 - HuffmanTable.COEFFICIENT_BITS))];
      if (entry == 0) {
        entry = longCoefficient(channel.ac, window);
      }
      // The shift takes the low 6 bits only, which are the length.
      window <<= entry;
      used += entry & 63;
      k += entry >> 6 & 127;
      if (k >= JpegComponent.BLOCK) {
        requireEnd(entry);
        break;
      }
      int index = ZigZag.natural(k);
      target[index] = (entry >> 16) * quant[k];
      occupied |= index;
    }
    bits.moveTo(position + used);
    return occupied;
  }

  /** As {@link HuffmanTable#coefficients} has it, for bits that it has not. */
  private int longCoefficient(HuffmanTable table, long window) {
    int entry = table.lookUp(window);
    if (entry == HuffmanTable.NO_CODE) {
      throw bits.badCode();
    }
    int codeLength = entry >>> 8;
    int run = entry >> 4 & 15;
    int size = entry & 15;
    if (size == 0 && run < 15) {
      return HuffmanTable.END_OF_BLOCK << 6 | codeLength;
    }
    int value = size == 0 ? 0 : EntropyBits.signed(window << codeLength, size);
    return value << 16 | run << 6 | (codeLength + size);
  }

  private void requireEnd(int entry) {
    if ((entry >> 6 & 127) != HuffmanTable.END_OF_BLOCK) {
      throw refusal.corrupt("at most 64 coefficients in a block", "more");
    }
  }
}
