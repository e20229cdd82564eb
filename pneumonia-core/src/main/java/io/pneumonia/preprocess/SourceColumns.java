package io.pneumonia.preprocess;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/*
 * Maintainers: a strip of source rows, turned: one array has the quad of one place in all its rows,
 * so that the loops of the horizontal pass run over rows. Turning moves four samples at a time, for
 * a block of rows and a chunk of columns that stay in the nearest caches. Columns are read when the
 * pass comes to them, so that a picture of any width needs little room.
 *
 * The order of rows in an array is free. Row 4 j + k of a strip of n row quads has index k n + j, so
 * that the samples of a row quad are packed from four ranges, each without a step.
 *
 * Colour is turned as it is, interleaved, and sorted by channel in all rows at once.
 *
 * Bytes become ints by a copy of many. To read an int at a time, as a VarHandle or a ByteBuffer can,
 * ends in a method that Java 25 now and then does not inline: then it takes five times as long.
 *
 * Behind the last column and row there is whatever was there before: its taps are 0.
 */
/** The columns of a strip of rows, read from left to right as they are needed. */
final class SourceColumns {

  /** The most row quads of a strip. Loops over 512 rows have little beside their vector code. */
  static final int MOST_ROW_QUADS = 128;

  private static final int CHUNK_QUADS = 128;
  private static final int BLOCK_ROWS = 32;

  private final SourceRows source;
  private final QuadRing quads;
  private final byte[] pixels;
  private final IntBuffer pixelQuads;
  private final int[] block;
  private final int stride;
  private int firstRowQuad;
  private int rowQuads;
  private int end;

  /**
   * Columns of strips, none of which has begun.
   *
   * @param longest the most quads of columns that are needed together
   * @param rowQuads the most row quads that a strip will have
   */
  SourceColumns(SourceRows source, int longest, int rowQuads, Scratch scratch) {
    int planes = source.channels();
    int slots = longest + CHUNK_QUADS;
    int[][] arrays = scratch.columns(slots * planes, rowQuads * QuadTaps.SAMPLES);
    this.source = source;
    this.quads = new QuadRing(arrays, slots, planes);
    this.pixels = scratch.bytes(CHUNK_QUADS * QuadTaps.SAMPLES * source.bytesPerPixel());
    this.pixelQuads = ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    this.stride = CHUNK_QUADS * planes;
    this.block = scratch.block(BLOCK_ROWS * stride);
  }

  /** Begins a strip, and again from the left: the first column that will be needed is a quad's. */
  void begin(int firstRowQuad, int rowQuads, int firstQuad) {
    this.firstRowQuad = firstRowQuad;
    this.rowQuads = rowQuads;
    this.end = firstQuad;
  }

  int firstRowQuad() {
    return firstRowQuad;
  }

  int rowQuads() {
    return rowQuads;
  }

  /** How many rows an array of the ring has. */
  int rows() {
    return rowQuads * QuadTaps.SAMPLES;
  }

  /** The columns read lately, at least {@code longest} of them; a plane for each channel. */
  QuadRing quads() {
    return quads;
  }

  /** Reads on until all quads before one are there. */
  void readUntil(int quad) {
    while (end < quad) {
      int next = Math.min(end + CHUNK_QUADS, QuadTaps.count(source.width()));
      for (int row = 0; row < rows(); row += BLOCK_ROWS) {
        readBlock(row, Math.min(row + BLOCK_ROWS, rows()), next);
      }
      for (int q = end; q < next && quads.planes() == 3; q++) {
        sortByChannel(quads.lines(q, 0), quads.lines(q, 1), quads.lines(q, 2), rows());
      }
      end = next;
    }
  }

  private void readBlock(int from, int to, int endQuad) {
    int x = end * QuadTaps.SAMPLES;
    int count = Math.min(endQuad * QuadTaps.SAMPLES, source.width()) - x;
    int last = source.height() - 1;
    for (int i = from; i < to; i++) {
      int row = (firstRowQuad + i % rowQuads) * QuadTaps.SAMPLES + i / rowQuads;
      source.read(Math.min(row, last), x, count, pixels, 0);
      pixelQuads.get(0, block, (i - from) * stride, (endQuad - end) * quads.planes());
    }
    for (int q = end, at = 0; q < endQuad; q++) {
      for (int plane = 0; plane < quads.planes(); plane++, at++) {
        turn(block, at, stride, quads.lines(q, plane), from, to);
      }
    }
  }

  private static void turn(int[] rows, int at, int stride, int[] column, int from, int to) {
    for (int i = from, quad = at; i < to; i++, quad += stride) {
      column[i] = rows[quad];
    }
  }

  /** RGBR, GBRG and BRGB, each from the lowest byte on, to RRRR, GGGG and BBBB. */
  private static void sortByChannel(int[] first, int[] second, int[] third, int rows) {
    for (int i = 0; i < rows; i++) {
      int a = first[i];
      int b = second[i];
      int c = third[i];
      first[i] = (a & 0xFF) | (a >>> 24 << 8) | (b & 0xFF0000) | ((c & 0xFF00) << 16);
      second[i] = (a >>> 8 & 0xFF) | ((b & 0xFF) << 8) | (b >>> 24 << 16) | ((c & 0xFF0000) << 8);
      third[i] = (a >>> 16 & 0xFF) | (b & 0xFF00) | ((c & 0xFF) << 16) | (c & 0xFF000000);
    }
  }
}
