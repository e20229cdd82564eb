package io.pneumonia.image;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One component (Y, Cb, red, ...) of a JPEG frame, and what has been decoded of it. */
final class JpegComponent {

  /** The number of coefficients of a block. */
  static final int BLOCK = 64;

  private static final int OCCUPIED_EVERYWHERE = BLOCK - 1;

  final int id;
  final int horizontal;
  final int vertical;
  final int quantTable;

  /** Size in samples, without padding. */
  final int width;

  final int height;

  /** Size in blocks, padded to whole MCUs. */
  final int blocksWide;

  final int blocksHigh;

  /** In zigzag order; taken over when the component's first scan starts. */
  int @Nullable [] quant;

  /** Samples of padded rows; empty until there are any. */
  byte[] samples = {};

  /** One row of blocks each, coefficients in zigzag order; for progressive pictures only. */
  short[][] coefficients = {};

  /**
   * For each coefficient in zigzag order: how many of its low bits are still unknown; -1 if all of
   * it.
   */
  final int[] unknownBits = new int[BLOCK];

  JpegComponent(Declared declared, JpegFrame.Size size) {
    id = declared.id;
    horizontal = declared.horizontal;
    vertical = declared.vertical;
    quantTable = declared.quantTable;
    width = size.componentWidth(horizontal);
    height = size.componentHeight(vertical);
    blocksWide = size.mcusWide() * horizontal;
    blocksHigh = size.mcusHigh() * vertical;
    Arrays.fill(unknownBits, -1);
  }

  /** A component as the frame header declares it. */
  record Declared(int id, int horizontal, int vertical, int quantTable) {}

  int stride() {
    return blocksWide * 8;
  }

  /** Makes room for what the component's first scan brings; does nothing later. */
  void allocate(boolean progressive) {
    if (progressive && coefficients.length == 0) {
      coefficients = new short[blocksHigh][blocksWide * BLOCK];
    } else if (!progressive && samples.length == 0) {
      allocateSamples();
    }
  }

  private void allocateSamples() {
    samples = new byte[Math.multiplyExact(stride(), blocksHigh * 8)];
  }

  /** Turns collected coefficients into samples and frees them; does nothing if there are none. */
  void transformCoefficients() {
    if (coefficients.length == 0) {
      return;
    }
    allocateSamples();
    int[] factors = Objects.requireNonNull(quant);
    int[] block = new int[BLOCK];
    for (int row = 0; row < ownBlocksHigh(); row++) {
      for (int column = 0; column < ownBlocksWide(); column++) {
        for (int k = 0; k < BLOCK; k++) {
          block[ZigZag.natural(k)] = coefficients[row][column * BLOCK + k] * factors[k];
        }
        InverseDct.transform(
            block, OCCUPIED_EVERYWHERE, samples, sampleOffset(row, column), stride());
      }
    }
    coefficients = new short[0][];
  }

  /** Moves the rows together, over their padding; the array keeps its length. */
  void removePadding() {
    for (int y = 1; y < height && stride() != width; y++) {
      System.arraycopy(samples, y * stride(), samples, y * width, width);
    }
  }

  /** Where the samples of a block start. */
  int sampleOffset(int blockRow, int blockColumn) {
    return blockRow * 8 * stride() + blockColumn * 8;
  }

  /** Blocks of a scan of this component alone: no padding. */
  int ownBlocksWide() {
    return (width + 7) / 8;
  }

  int ownBlocksHigh() {
    return (height + 7) / 8;
  }
}
