package io.pneumonia.image;

import org.jspecify.annotations.Nullable;

/** The tables and settings that a JPEG has defined up to some point of the file. */
final class JpegTables {

  private final byte[] bytes;
  private final Refusal refusal;
  private final int[] @Nullable [] quant = new int[4][];
  private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
  private int restartInterval;

  JpegTables(byte[] bytes, Refusal refusal) {
    this.bytes = bytes;
    this.refusal = refusal;
  }

  void readQuantTables(JpegMarkers in) {
    while (in.remaining() > 0) {
      int numbers = in.u8();
      requireNumber(numbers & 15);
      int[] table = new int[JpegComponent.BLOCK];
      for (int k = 0; k < table.length; k++) {
        table[k] = numbers >> 4 == 0 ? in.u8() : in.u16();
      }
      quant[numbers & 15] = table;
    }
  }

  void readHuffmanTables(JpegMarkers in) {
    while (in.remaining() > 0) {
      int numbers = in.u8();
      int number = numbers & 15;
      requireNumber(number);
      int countsAt = in.skip(16);
      int symbolCount = 0;
      for (int i = 0; i < 16; i++) {
        symbolCount += bytes[countsAt + i] & 0xFF;
      }
      if (symbolCount > 256) {
        throw refusal.corrupt("at most 256 codes in a Huffman table", symbolCount);
      }
      int symbolsAt = in.skip(symbolCount);
      HuffmanTable table = HuffmanTable.read(bytes, countsAt, symbolsAt, symbolCount, refusal);
      (numbers >> 4 == 0 ? dc : ac)[number] = table;
    }
  }

  void readRestartInterval(JpegMarkers in) {
    restartInterval = in.u16();
  }

  private void requireNumber(int number) {
    if (number > 3) {
      throw refusal.corrupt("a table number of 0 to 3", number);
    }
  }

  int @Nullable [] quant(int number) {
    return quant[number];
  }

  @Nullable HuffmanTable dc(int number) {
    return number < dc.length ? dc[number] : null;
  }

  @Nullable HuffmanTable ac(int number) {
    return number < ac.length ? ac[number] : null;
  }

  /** MCUs between restart markers; 0 for no such markers. */
  int restartInterval() {
    return restartInterval;
  }
}
