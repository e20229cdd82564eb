package io.pneumonia.image;

/** Reads the blocks of a JPEG scan in the order in which they are coded. */
interface BlockReader {

  /**
   * Reads the next block.
   *
   * @param part which component of the scan it belongs to, from 0
   * @param blockRow where in that component
   * @param blockColumn where in that component
   */
  void read(int part, int blockRow, int blockColumn);

  /** Forgets what does not outlive a restart marker. */
  void restart();
}
