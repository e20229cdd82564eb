package io.pneumonia.preprocess;

/*
 * Maintainers: tf.image.resize(method="bilinear", antialias=False), float32 throughout, with its
 * order of operations and no fused multiply-add (Java never fuses).
 *
 *   scale = in / out; p = (i + 0.5) * scale - 0.5
 *   low = max(floor(p), 0); high = min(ceil(p), in - 1); t = p - floor(p)
 *   top = tl + (tr - tl) * tx; bottom = bl + (br - bl) * tx; out = top + (bottom - top) * ty
 */
/** TensorFlow's bilinear filter: half-pixel centres, not antialiased, not rounded. */
final class TensorFlowBilinear implements Resampler {

  private final TableCache<Axis> tables = new TableCache<>(Axis::new);

  @Override
  public void resample(
      SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target) {
    Axis columns = tables.get(box.columns(source.width(), target.width()));
    Axis rows = tables.get(box.rows(source.height(), target.height()));
    int length = source.channels() * target.width();
    float[] pair = scratch.floatRing(2 * length);
    float[] row = scratch.floatRow(length);
    int done = -1;
    for (int y = band.from(); y < band.to(); y++) {
      // Neighbours differ in parity, so each of the two halves holds the latest row of its parity.
      for (int s = Math.max(rows.low[y], done + 1); s <= rows.high[y]; s++) {
        blendColumns(source, s, columns, scratch, pair, (s & 1) * length);
      }
      done = Math.max(done, rows.high[y]);
      int upper = (rows.low[y] & 1) * length;
      int lower = (rows.high[y] & 1) * length;
      float fraction = rows.fraction[y];
      for (int i = 0; i < length; i++) {
        float top = pair[upper + i];
        row[i] = top + (pair[lower + i] - top) * fraction;
      }
      target.row(y, row);
    }
  }

  private static void blendColumns(
      SourceRows source, int y, Axis columns, Scratch scratch, float[] target, int offset) {
    byte[] samples = scratch.bytes(source.bufferSize());
    source.read(y, samples);
    int channels = source.channels();
    int i = offset;
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < columns.low.length; x++) {
        float left = samples[columns.low[x] * channels + c] & 0xFF;
        float right = samples[columns.high[x] * channels + c] & 0xFF;
        target[i++] = left + (right - left) * columns.fraction[x];
      }
    }
  }

  /** The two source pixels of every target pixel, and how far it lies towards the second. */
  private static final class Axis implements TableCache.Table {
    private final int[] low;
    private final int[] high;
    private final float[] fraction;

    Axis(AxisKey axis) {
      low = new int[axis.out()];
      high = new int[axis.out()];
      fraction = new float[axis.out()];
      int from = (int) axis.from();
      int in = (int) axis.to() - from;
      float scale = (float) in / axis.out();
      for (int i = 0; i < low.length; i++) {
        float position = (i + 0.5f) * scale - 0.5f;
        float floor = (float) Math.floor(position);
        low[i] = from + Math.max(0, (int) floor);
        high[i] = from + Math.min(in - 1, (int) Math.ceil(position));
        fraction[i] = position - floor;
      }
    }

    @Override
    public int cells() {
      return 3 * low.length;
    }
  }
}
