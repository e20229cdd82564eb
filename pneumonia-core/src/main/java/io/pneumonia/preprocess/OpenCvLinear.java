package io.pneumonia.preprocess;

/*
 * Maintainers: OpenCV's 8-bit INTER_LINEAR, equal in 4.6 and 5.0.
 *
 *   f = (float) ((i + 0.5) * scale - 0.5), scale = 1 / (out / in) in double; s = floor(f); f -= s
 *   weights round((1 - f) * 2048) and round(f * 2048), half to even
 *   columns: s < 0 -> s = 0, f = 0; s >= in - 1 -> s = in - 1, f = 0
 *   rows: f is kept and both row numbers are clipped
 *   H = S[s] * a0 + S[s + 1] * a1
 *   out = (((b0 * (H0 >> 4)) >> 16) + ((b1 * (H1 >> 4)) >> 16) + 2) >> 2
 *
 * The bits that the shifts drop make this differ from an exact bilinear. An exact halving of both
 * sides is averaged by area in OpenCV; with weights of 1024 the formula above is
 * (a + b + c + d + 2) >> 2 as well, so it is no special case.
 */
/** OpenCV's default filter: two by two pixels, not antialiased. */
final class OpenCvLinear implements Resampler {

  private static final float ONE = 2048f;

  private final TableCache<Axis> columnTables = new TableCache<>(axis -> new Axis(axis, true));
  private final TableCache<Axis> rowTables = new TableCache<>(axis -> new Axis(axis, false));

  @Override
  public void resample(
      SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target) {
    Axis columns = columnTables.get(box.columns(source.width(), target.width()));
    Axis rows = rowTables.get(box.rows(source.height(), target.height()));
    int length = source.channels() * target.width();
    int[] pair = scratch.block(2 * length);
    int[] row = scratch.row(length);
    int done = -1;
    for (int y = band.from(); y < band.to(); y++) {
      int low = rows.low[y];
      int high = rows.high[y];
      // Neighbours differ in parity, so each of the two halves holds the latest row of its parity.
      for (int s = Math.max(low, done + 1); s <= high; s++) {
        blendColumns(source, s, columns, scratch, pair, (s & 1) * length);
      }
      done = high;
      int upper = (low & 1) * length;
      int lower = (high & 1) * length;
      for (int i = 0; i < length; i++) {
        int top = (rows.lowWeight[y] * (pair[upper + i] >> 4)) >> 16;
        int bottom = (rows.highWeight[y] * (pair[lower + i] >> 4)) >> 16;
        row[i] = Math.max(0, Math.min(255, (top + bottom + 2) >> 2));
      }
      target.row(y, row);
    }
  }

  private static void blendColumns(
      SourceRows source, int y, Axis columns, Scratch scratch, int[] target, int offset) {
    byte[] samples = scratch.bytes(source.bufferSize());
    source.read(y, samples);
    int channels = source.channels();
    int i = offset;
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < columns.low.length; x++) {
        int left = samples[columns.low[x] * channels + c] & 0xFF;
        int right = samples[columns.high[x] * channels + c] & 0xFF;
        target[i++] = left * columns.lowWeight[x] + right * columns.highWeight[x];
      }
    }
  }

  /** The two source pixels of every target pixel, and their weights of 11 bits. */
  private static final class Axis implements TableCache.Table {
    private final int[] low;
    private final int[] high;
    private final int[] lowWeight;
    private final int[] highWeight;

    Axis(AxisKey axis, boolean horizontal) {
      low = new int[axis.out()];
      high = new int[axis.out()];
      lowWeight = new int[axis.out()];
      highWeight = new int[axis.out()];
      int from = (int) axis.from();
      int last = (int) axis.to() - from - 1;
      double scale = 1.0 / ((double) axis.out() / (last + 1));
      for (int i = 0; i < low.length; i++) {
        float position = (float) ((i + 0.5) * scale - 0.5);
        int s = (int) Math.floor(position);
        float fraction = horizontal && (s < 0 || s >= last) ? 0f : position - s;
        low[i] = from + Math.max(0, Math.min(last, s));
        high[i] = from + Math.max(0, Math.min(last, s + 1));
        lowWeight[i] = (int) Math.rint((1f - fraction) * ONE);
        highWeight[i] = (int) Math.rint(fraction * ONE);
      }
    }

    @Override
    public int cells() {
      return 4 * low.length;
    }
  }
}
