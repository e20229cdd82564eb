package io.pneumonia.image;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One component (Y, Cb, red, ...) of a JPEG frame, and what has been decoded of it. */
final class JpegComponent {

  /** The side of a block, in coefficients. */
  static final int SIDE = 8;

  /** The number of coefficients of a block. */
  static final int BLOCK = SIDE * SIDE;

  private static final int OCCUPIED_EVERYWHERE = BLOCK - 1;

  final int id;
  final int horizontal;
  final int vertical;
  final int quantTable;

  /** Samples along each side of a decoded block: 8, less if the picture is reduced. */
  final int blockSide;

  /** Size in decoded samples, without padding. */
  final int width;

  final int height;

  /** Size in blocks, padded to whole MCUs. */
  final int blocksWide;

  final int blocksHigh;

  private final int ownBlocksWide;
  private final int ownBlocksHigh;

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
    blockSide = size.componentBlockSide(horizontal, vertical);
    int fullWidth = size.componentWidth(horizontal);
    int fullHeight = size.componentHeight(vertical);
    width = (fullWidth * blockSide + SIDE - 1) / SIDE;
    height = (fullHeight * blockSide + SIDE - 1) / SIDE;
    ownBlocksWide = (fullWidth + SIDE - 1) / SIDE;
    ownBlocksHigh = (fullHeight + SIDE - 1) / SIDE;
    blocksWide = size.mcusWide() * horizontal;
    blocksHigh = size.mcusHigh() * vertical;
    Arrays.fill(unknownBits, -1);
  }

  /** A component as the frame header declares it. */
  record Declared(int id, int horizontal, int vertical, int quantTable) {}

  int stride() {
    return blocksWide * blockSide;
  }

  /**
   * Makes room for what the component's first scan brings; does nothing later.
   *
   * @param progressive whether coefficients are to be collected
   * @param memory for samples, of the length asked for at least; every one will be written
   */
  void allocate(boolean progressive, IntFunction<byte[]> memory) {
    if (progressive && coefficients.length == 0) {
      coefficients = new short[blocksHigh][blocksWide * BLOCK];
    } else if (!progressive && samples.length == 0) {
      samples = memory.apply(samplesLength());
    }
  }

  private int samplesLength() {
    return Math.multiplyExact(stride(), blocksHigh * blockSide);
  }

  /** Turns collected coefficients into samples and frees them; does nothing if there are none. */
  void transformCoefficients() {
    if (coefficients.length == 0) {
      return;
    }
    samples = new byte[samplesLength()];
    int[] factors = Objects.requireNonNull(quant);
    int[] block = new int[BLOCK];
    for (int row = 0; row < ownBlocksHigh(); row++) {
      for (int column = 0; column < ownBlocksWide(); column++) {
        for (int k = 0; k < BLOCK; k++) {
          block[ZigZag.natural(k)] = coefficients[row][column * BLOCK + k] * factors[k];
        }
        transform(block, OCCUPIED_EVERYWHERE, sampleOffset(row, column));
      }
    }
    coefficients = new short[0][];
  }

  /**
   * Turns a block's coefficients into samples.
   *
   * @param block 64 dequantised coefficients, rows of 8; overwritten
   * @param occupied the bitwise or of the indices of coefficients that may not be zero
   * @param offset of the first sample
   */
  void transform(int[] block, int occupied, int offset) {
    if (blockSide == SIDE) {
      InverseDct.transform(block, occupied, samples, offset, stride());
    } else {
      ReducedInverseDct.transform(block, occupied, blockSide, samples, offset, stride());
    }
  }

  /** As {@link #transform} for a block whose only coefficient is the first. */
  void flat(int dc, int offset) {
    InverseDct.flat(dc, blockSide, samples, offset, stride());
  }

  /** Moves the rows together, over their padding; the array keeps its length. */
  void removePadding() {
    for (int y = 1; y < height && stride() != width; y++) {
      System.arraycopy(samples, y * stride(), samples, y * width, width);
    }
  }

  /** Where the samples of a block start. */
  int sampleOffset(int blockRow, int blockColumn) {
    return (blockRow * stride() + blockColumn) * blockSide;
  }

  /** Blocks of a scan of this component alone: no padding. */
  int ownBlocksWide() {
    return ownBlocksWide;
  }

  int ownBlocksHigh() {
    return ownBlocksHigh;
  }
}
