package io.pneumonia.preprocess;

import java.util.function.Function;

/*
 * Maintainers: two rules for which source pixel stands for target pixel i, both in double.
 *
 * Pillow (an affine transform of the box): a = (to - from) / out, the difference in float32;
 * x = from + a * 0.5; position (int) x; then x += a. The sum is accumulated: the closed formula
 * differs for dozens of ordinary sizes, 512 and 1024 to 224 among them. Pillow paints
 * positions past the picture black, but a centred box has none: rounding errors of the sum are far
 * below the half step that the last position keeps from the edge.
 *
 * OpenCV: min(floor(i * (1 / (out / in))), in - 1), the reciprocal of a quotient, as it is written.
 */
/** Nearest neighbour, by one library's rule. */
final class NearestResampler implements Resampler {

  private final TableCache<Positions> tables;

  private NearestResampler(Function<AxisKey, Positions> rule) {
    tables = new TableCache<>(rule);
  }

  static NearestResampler pillow() {
    return new NearestResampler(NearestResampler::pillowPositions);
  }

  static NearestResampler openCv() {
    return new NearestResampler(NearestResampler::openCvPositions);
  }

  private static Positions pillowPositions(AxisKey axis) {
    double step = (double) (axis.to() - axis.from()) / axis.out();
    double position = axis.from() + step * 0.5;
    int[] source = new int[axis.out()];
    for (int i = 0; i < source.length; i++) {
      source[i] = (int) position;
      position += step;
    }
    return new Positions(source);
  }

  private static Positions openCvPositions(AxisKey axis) {
    int from = (int) axis.from();
    int in = (int) axis.to() - from;
    double step = 1.0 / ((double) axis.out() / in);
    int[] source = new int[axis.out()];
    for (int i = 0; i < source.length; i++) {
      source[i] = from + Math.min((int) Math.floor(i * step), in - 1);
    }
    return new Positions(source);
  }

  @Override
  public void resample(
      SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target) {
    int[] columns = tables.get(box.columns(source.width(), target.width())).source;
    int[] rows = tables.get(box.rows(source.height(), target.height())).source;
    byte[] samples = scratch.bytes(source.bufferSize());
    int[] picked = scratch.row(source.channels() * columns.length);
    int present = -1;
    for (int y = band.from(); y < band.to(); y++) {
      if (rows[y] != present) {
        present = rows[y];
        pick(source, present, columns, samples, picked);
      }
      target.row(y, picked);
    }
  }

  private static void pick(
      SourceRows source, int row, int[] columns, byte[] samples, int[] picked) {
    source.read(row, samples);
    int channels = source.channels();
    for (int c = 0, i = 0; c < channels; c++) {
      for (int column : columns) {
        picked[i++] = samples[column * channels + c] & 0xFF;
      }
    }
  }

  /** The source pixel of every target pixel. */
  private static final class Positions implements TableCache.Table {
    private final int[] source;

    Positions(int[] source) {
      this.source = source;
    }

    @Override
    public int cells() {
      return source.length;
    }
  }
}
