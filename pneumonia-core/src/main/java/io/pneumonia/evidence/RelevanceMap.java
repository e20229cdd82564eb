package io.pneumonia.evidence;

import io.pneumonia.preprocess.SourceBox;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * What each cell of a coarse grid over a picture adds to the log-odds of pneumonia: positive cells
 * speak for it, negative ones against. Both methods mean the same by a value: about as much would
 * the log-odds lose without this cell.
 */
public final class RelevanceMap {

  private final int rows;
  private final int columns;
  private final SourceBox region;
  private final double[] values;

  private RelevanceMap(int rows, int columns, SourceBox region, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.region = region;
    this.values = values;
  }

  /**
   * A map of copied values.
   *
   * @param rows from the top, 1 or more
   * @param columns from the left, 1 or more
   * @param region the part of the picture that the grid lies over
   * @param values row by row, in log-odds
   * @return the map
   * @throws IllegalArgumentException if the count does not fit, or a value is not finite
   */
  public static RelevanceMap of(int rows, int columns, SourceBox region, double... values) {
    if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "values: expected one for each of %d x %d cells, found %d"
              .formatted(rows, columns, values.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("values: expected finite ones, found " + value);
      }
    }
    return new RelevanceMap(
        rows, columns, Objects.requireNonNull(region, "region"), values.clone());
  }

  /**
   * The number of rows.
   *
   * @return 1 or more
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of columns.
   *
   * @return 1 or more
   */
  public int columns() {
    return columns;
  }

  /**
   * The part of the picture that the grid lies over: all of it, unless the model's recipe cuts the
   * sides off.
   *
   * @return in pixels of the picture
   */
  public SourceBox region() {
    return region;
  }

  /**
   * One cell.
   *
   * @param row from the top, from 0
   * @param column from the left, from 0
   * @return what it adds to the log-odds of pneumonia
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public double value(int row, int column) {
    return values[Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns)];
  }

  /**
   * One cell as if the whole picture looked like it: the value times the number of cells. Does not
   * depend on how fine the grid is, so maps of different grids can be compared.
   *
   * @param row from the top, from 0
   * @param column from the left, from 0
   * @return in log-odds
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public double density(int row, int column) {
    return value(row, column) * values.length;
  }

  /**
   * All cells together. Of a class activation map with a single dense layer this is the network's
   * log-odds less the layer's bias.
   *
   * @return in log-odds
   */
  public double sum() {
    return DoubleStream.of(values).sum();
  }

  /**
   * The values as an array of the caller's own.
   *
   * @return a copy, row by row
   */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelevanceMap map
        && rows == map.rows
        && columns == map.columns
        && region.equals(map.region)
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(rows, columns, region) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%d x %d cells".formatted(rows, columns);
  }
}
