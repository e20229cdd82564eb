package io.pneumonia.preprocess;

/**
 * Takes resampled rows. A row is planar: all samples of the first channel, then all of the second;
 * its array belongs to the giver and is reused.
 */
interface RowSink {

  /** The width of the rows it takes, in pixels. */
  int width();

  /** How many rows it takes. */
  int height();

  /** Takes a row of a filter that rounds to 8 bits. */
  void row(int y, int[] samples);

  /** Takes a row of a filter that does not round. */
  void row(int y, float[] samples);
}
