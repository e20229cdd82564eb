package io.pneumonia.evidence.picture;

import io.pneumonia.evidence.RelevanceMap;

/**
 * The density of a map between the centres of its cells.
 *
 * <p>Cubic convolution (Catmull and Rom: Keys 1981 with a = -0.5) in both directions, over the
 * signed values: it goes through every cell's value at its centre and has no creases. Beyond the
 * outermost centres the border cells repeat.
 */
final class SmoothMap {

  private final RelevanceMap map;

  SmoothMap(RelevanceMap map) {
    this.map = map;
  }

  /** The values of one row of places. */
  final class Row {
    private final double[] columns = new double[map.columns()];

    private Row(double y) {
      double[] weights = weights(y);
      int first = (int) Math.floor(y) - 1;
      for (int column = 0; column < columns.length; column++) {
        for (int tap = 0; tap < weights.length; tap++) {
          int row = Math.max(0, Math.min(map.rows() - 1, first + tap));
          columns[column] += weights[tap] * map.density(row, column);
        }
      }
    }

    /**
     * One place.
     *
     * @param x in cells, 0 at the centre of the leftmost one
     * @return its density
     */
    double at(double x) {
      double[] weights = weights(x);
      int first = (int) Math.floor(x) - 1;
      double sum = 0;
      for (int tap = 0; tap < weights.length; tap++) {
        sum += weights[tap] * columns[Math.max(0, Math.min(columns.length - 1, first + tap))];
      }
      return sum;
    }
  }

  /**
   * A row of places.
   *
   * @param y in cells, 0 at the centre of the topmost one
   */
  Row row(double y) {
    return new Row(y);
  }

  private static double[] weights(double position) {
    double t = position - Math.floor(position);
    return new double[] {
      ((-0.5 * t + 1) * t - 0.5) * t,
      (1.5 * t - 2.5) * t * t + 1,
      ((-1.5 * t + 2) * t + 0.5) * t,
      (0.5 * t - 0.5) * t * t
    };
  }
}
