package io.pneumonia.gate;

import io.pneumonia.image.PixelImage;

/**
 * Colour and spread of a picture, from pixels on a regular grid.
 *
 * <p>The grid takes every s-th row and column from the first, s the least whole number for which s
 * * s * {@link #MOST} is the number of pixels or more. Colour is the mean of max(R, G, B) - min(R,
 * G, B). Deviation is that of the population, of Pillow's grey {@code (19595 R + 38470 G + 7471 B +
 * 32768) >> 16}. Sums are whole numbers, so they are exact: no order of the pixels matters.
 *
 * @param colour 0 to 255
 * @param deviation 0 to 127.5
 */
record PixelSample(double colour, double deviation) {

  private static final long MOST = 1 << 16;

  static PixelSample of(PixelImage pixels) {
    int step = step((long) pixels.width() * pixels.height());
    int channels = pixels.channels();
    int rowLength = pixels.width() * channels;
    byte[] row = new byte[rowLength];
    Sums sums = new Sums();
    for (int y = 0; y < pixels.height(); y += step) {
      pixels.copyRow(y, row, 0);
      for (int i = 0; i < rowLength; i += step * channels) {
        if (channels == 1) {
          sums.addGrey(row[i] & 0xFF);
        } else {
          sums.addColour(row[i] & 0xFF, row[i + 1] & 0xFF, row[i + 2] & 0xFF);
        }
      }
    }
    return new PixelSample(sums.colour(), sums.deviation());
  }

  private static int step(long pixels) {
    int step = 1;
    while ((long) step * step * MOST < pixels) {
      step++;
    }
    return step;
  }

  private static final class Sums {
    private long count;
    private long grey;
    private long squares;
    private long colours;

    void addGrey(int level) {
      count++;
      grey += level;
      squares += (long) level * level;
    }

    void addColour(int red, int green, int blue) {
      addGrey((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
      int most = Math.max(Math.max(red, green), blue);
      colours += most - Math.min(Math.min(red, green), blue);
    }

    double colour() {
      return (double) colours / count;
    }

    double deviation() {
      return Math.sqrt((double) (count * squares - grey * grey)) / count;
    }
  }
}
