package io.pneumonia.image;

import java.util.List;

/** The order of a scan's blocks: MCU by MCU, from left to right and from top to bottom. */
final class JpegScanWalk {

  private final List<JpegScan.Part> parts;
  private final boolean interleaved;
  private final int columns;
  private final int rows;

  JpegScanWalk(JpegFrame.Size size, List<JpegScan.Part> parts) {
    this.parts = parts;
    this.interleaved = parts.size() > 1;
    // In a scan of one component a block is an MCU, and there is no padding.
    JpegComponent first = parts.get(0).component();
    this.columns = interleaved ? size.mcusWide() : first.ownBlocksWide();
    this.rows = interleaved ? size.mcusHigh() : first.ownBlocksHigh();
  }

  /** How many MCUs the scan has. */
  int mcus() {
    return columns * rows;
  }

  /**
   * Reads all blocks of the scan.
   *
   * @param restartInterval MCUs between restart markers, 0 for none
   * @param bits the scan's data, checked after every block
   * @param reader takes the blocks
   */
  void readAll(int restartInterval, EntropyBits bits, BlockReader reader) {
    int step = restartInterval == 0 ? mcus() : restartInterval;
    for (int from = 0; from < mcus(); from += step) {
      if (from > 0) {
        bits.restart();
        reader.restart();
      }
      read(from, Math.min(step, mcus() - from), bits, reader);
    }
  }

  /**
   * Reads MCUs between two restart markers.
   *
   * @param from the first one's number in the scan
   * @param count how many
   * @param bits at the first one's data; checked after every block
   * @param reader takes the blocks
   */
  void read(int from, int count, EntropyBits bits, BlockReader reader) {
    int row = from / columns;
    int column = from % columns;
    for (int i = 0; i < count; i++) {
      if (interleaved) {
        readMcu(row, column, bits, reader);
      } else {
        reader.read(0, row, column);
        bits.requireWithin();
      }
      if (++column == columns) {
        column = 0;
        row++;
      }
    }
  }

  private void readMcu(int row, int column, EntropyBits bits, BlockReader reader) {
    for (int part = 0; part < parts.size(); part++) {
      JpegComponent component = parts.get(part).component();
      for (int v = 0; v < component.vertical; v++) {
        for (int h = 0; h < component.horizontal; h++) {
          reader.read(part, row * component.vertical + v, column * component.horizontal + h);
          bits.requireWithin();
        }
      }
    }
  }
}
