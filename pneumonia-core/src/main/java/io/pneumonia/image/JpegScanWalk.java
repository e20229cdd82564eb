package io.pneumonia.image;

import java.util.List;

/** The order of a scan's blocks: MCU by MCU, with a restart where an interval ends. */
final class JpegScanWalk {

  private final EntropyBits bits;
  private final BlockReader reader;
  private final int restartInterval;
  private int untilRestart;

  private JpegScanWalk(EntropyBits bits, BlockReader reader, int restartInterval) {
    this.bits = bits;
    this.reader = reader;
    this.restartInterval = restartInterval;
    this.untilRestart = restartInterval;
  }

  /**
   * Reads all blocks of a scan.
   *
   * @param size of the frame
   * @param parts the scan's components
   * @param restartInterval MCUs between restart markers, 0 for none
   * @param bits the scan's data, checked after every block
   * @param reader takes the blocks
   */
  static void run(
      JpegFrame.Size size,
      List<JpegScan.Part> parts,
      int restartInterval,
      EntropyBits bits,
      BlockReader reader) {
    JpegScanWalk walk = new JpegScanWalk(bits, reader, restartInterval);
    if (parts.size() == 1) {
      walk.single(parts.get(0).component());
    } else {
      walk.interleaved(size, parts);
    }
  }

  private void single(JpegComponent component) {
    int rows = component.ownBlocksHigh();
    int columns = component.ownBlocksWide();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        startMcu();
        read(0, row, column);
      }
    }
  }

  private void interleaved(JpegFrame.Size size, List<JpegScan.Part> parts) {
    for (int row = 0; row < size.mcusHigh(); row++) {
      for (int column = 0; column < size.mcusWide(); column++) {
        startMcu();
        for (int part = 0; part < parts.size(); part++) {
          readMcu(part, parts.get(part).component(), row, column);
        }
      }
    }
  }

  private void readMcu(int part, JpegComponent component, int mcuRow, int mcuColumn) {
    for (int v = 0; v < component.vertical; v++) {
      for (int h = 0; h < component.horizontal; h++) {
        read(part, mcuRow * component.vertical + v, mcuColumn * component.horizontal + h);
      }
    }
  }

  private void startMcu() {
    if (restartInterval == 0) {
      return;
    }
    if (untilRestart == 0) {
      bits.restart();
      reader.restart();
      untilRestart = restartInterval;
    }
    untilRestart--;
  }

  private void read(int part, int row, int column) {
    reader.read(part, row, column);
    bits.requireWithin();
  }
}
