package io.pneumonia.preprocess;

import java.util.Arrays;

/*
 * Maintainers: Pillow resamples rows first, rounds to 8 bits, then columns, rounds again; sums are
 * ints of 22 fraction bits that start at one half. Only for a picture more than a hundred times as
 * high as wide that gets lower does Image.resize turn the order round, which changes bits.
 *
 * Rows first, both passes weight quads, four samples in an int: neighbouring columns in the
 * horizontal pass, neighbouring rows in the vertical one (QuadTaps tells why sums stay exact). The
 * horizontal pass makes one target column of a strip of rows after the other, in loops over the rows
 * (SourceColumns), the vertical pass one target row after the other, in loops over its columns.
 *
 * Between them lies a ring of row quads, long enough for the tallest column of taps and a strip:
 * every source row is read once.
 */
/** Pillow's antialiased filters. */
final class PillowConvolution implements Resampler {

  private final TableCache<PillowTaps> taps;
  private final TableCache<QuadTaps> quadTaps;

  PillowConvolution(PillowFilter filter) {
    taps = new TableCache<>(axis -> PillowTaps.compute(filter, axis));
    quadTaps = new TableCache<>(axis -> QuadTaps.of(PillowTaps.compute(filter, axis)));
  }

  @Override
  public void resample(
      SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target) {
    if (band.isEmpty()) {
      return;
    }
    AxisKey columns = box.columns(source.width(), target.width());
    AxisKey rows = box.rows(source.height(), target.height());
    if (source.height() > source.width() * 100L && target.height() < source.height()) {
      columnsFirst(source, taps.get(columns), taps.get(rows), band, scratch, target);
    } else {
      rowsFirst(source, quadTaps.get(columns), quadTaps.get(rows), band, scratch, target);
    }
  }

  private static void rowsFirst(
      SourceRows source,
      QuadTaps columns,
      QuadTaps rows,
      Band band,
      Scratch scratch,
      RowSink target) {
    int length = source.channels() * columns.size();
    int ready = rows.first(band.from());
    int end = rows.end(band.to() - 1);
    int strip = Math.min(SourceColumns.MOST_ROW_QUADS, end - ready);
    SourceColumns turned = new SourceColumns(source, columns.longest(), strip, scratch);
    int slots = rows.longest() + strip;
    QuadRing ring = new QuadRing(scratch.rows(slots, length), slots, 1);
    int[] samples = scratch.row(Math.max(length, strip * QuadTaps.SAMPLES));
    for (int y = band.from(); y < band.to(); y++) {
      while (ready < rows.end(y)) {
        int count = Math.min(strip, end - ready);
        turned.begin(ready, count, columns.first(0));
        resampleStrip(turned, columns, samples, ring);
        ready += count;
      }
      rows.apply(y, ring, 0, samples, length);
      target.row(y, samples);
    }
  }

  private static void resampleStrip(
      SourceColumns source, QuadTaps taps, int[] samples, QuadRing target) {
    int planes = source.quads().planes();
    for (int x = 0; x < taps.size(); x++) {
      source.readUntil(taps.end(x));
      for (int plane = 0; plane < planes; plane++) {
        taps.apply(x, source.quads(), plane, samples, source.rows());
        int line = plane * taps.size() + x;
        target.pack(samples, source.firstRowQuad(), source.rowQuads(), line);
      }
    }
  }

  /** Narrow rows are few bytes: reading one again for each target row it reaches is cheap. */
  private static void columnsFirst(
      SourceRows source,
      PillowTaps columns,
      PillowTaps rows,
      Band band,
      Scratch scratch,
      RowSink target) {
    int length = source.channels() * source.width();
    byte[] samples = scratch.bytes(source.bufferSize());
    int[] sums = scratch.block(length);
    int[] result = scratch.row(source.channels() * columns.size());
    for (int y = band.from(); y < band.to(); y++) {
      Arrays.fill(sums, 0, length, PillowTaps.HALF);
      for (int s = rows.first(y), t = rows.offset(y); s < rows.end(y); s++, t++) {
        source.read(s, samples);
        int weight = rows.weights()[t];
        for (int i = 0; i < length; i++) {
          sums[i] += weight * (samples[i] & 0xFF);
        }
      }
      PillowTaps.toSamples(sums, length);
      resampleRow(sums, source.channels(), columns, result);
      target.row(y, result);
    }
  }

  private static void resampleRow(int[] samples, int channels, PillowTaps taps, int[] target) {
    for (int c = 0, i = 0; c < channels; c++) {
      for (int x = 0; x < taps.size(); x++, i++) {
        int sum = PillowTaps.HALF;
        for (int s = taps.first(x), t = taps.offset(x); s < taps.end(x); s++, t++) {
          sum += taps.weights()[t] * samples[s * channels + c];
        }
        target[i] = PillowTaps.toSample(sum);
      }
    }
  }
}
