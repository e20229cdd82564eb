package io.pneumonia.gate;

import io.pneumonia.tensor.FloatTensor;

/**
 * Mean and principal components of the features of the pictures that a network was trained on.
 *
 * <p>The distance of features x is that of probabilistic PCA (Tipping and Bishop 1999), Mahalanobis
 * along the components and the rest at one residual variance: with c = x - mean and a = components
 * c, sqrt(sum(a_i^2 / variances_i) + max(|c|^2 - |a|^2, 0) / residual). All in double. The rows of
 * the components are orthonormal, so |c|^2 - |a|^2 is what the components do not reach; rounding
 * may make it a little negative, hence the maximum.
 */
public final class FeatureStatistics {

  /** What float32 rounding of a few thousand values stays well below. */
  private static final double ORTHONORMAL = 1e-3;

  private final double[] mean;
  private final double[] components;
  private final double[] variances;
  private final double residualVariance;

  /**
   * Statistics of copied values.
   *
   * @param mean d values
   * @param components k * d values, k orthonormal rows
   * @param variances along each component, k positive values
   * @param residualVariance of what lies beside the components, positive
   * @throws IllegalArgumentException if the sizes do not fit each other, a value is not finite or
   *     not positive where it must be, or the rows are not orthonormal
   */
  public FeatureStatistics(
      float[] mean, float[] components, float[] variances, double residualVariance) {
    requireSizes(mean.length, components.length, variances.length);
    this.mean = finite("mean", mean);
    this.components = finite("components", components);
    this.variances = finite("variances", variances);
    this.residualVariance = positive("residual_variance", residualVariance);
    for (double variance : this.variances) {
      positive("variances", variance);
    }
    requireOrthonormal();
  }

  private static void requireSizes(int size, int components, int variances) {
    if (size == 0 || variances == 0 || components != (long) size * variances) {
      throw new IllegalArgumentException(
          "components: expected k * d values for d means and k variances, found %d for %d and %d"
              .formatted(components, size, variances));
    }
  }

  private static double[] finite(String name, float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": expected finite numbers, found " + values[i] + " at index " + i);
      }
      copy[i] = values[i];
    }
    return copy;
  }

  private static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": expected positive numbers, found " + value);
    }
    return value;
  }

  /**
   * A sum of the rows, each with a weight of its own, must give each weight back: one pass instead
   * of a product of every row with every other, which would take longer than opening the model.
   */
  private void requireOrthonormal() {
    double[] sum = new double[mean.length];
    for (int k = 0; k < variances.length; k++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight(k) * components[k * sum.length + i];
      }
    }
    double[] found = projections(sum);
    for (int k = 0; k < found.length; k++) {
      if (Math.abs(found[k] - weight(k)) > ORTHONORMAL) {
        throw new IllegalArgumentException(
            "components: expected orthonormal rows, found %s instead of %s along row %d"
                .formatted(found[k], weight(k), k));
      }
    }
  }

  /** From 1 to 2, for each row another. */
  private double weight(int row) {
    return 1 + (double) row / variances.length;
  }

  /** Along each component: four at a time, whose sums need not wait for each other. */
  private double[] projections(double[] vector) {
    int size = vector.length;
    double[] projections = new double[variances.length];
    int whole = projections.length - projections.length % 4;
    for (int k = 0; k < whole; k += 4) {
      int row = k * size;
      double first = 0;
      double second = 0;
      double third = 0;
      double fourth = 0;
      for (int i = 0; i < size; i++) {
        double value = vector[i];
        first += components[row + i] * value;
        second += components[row + size + i] * value;
        third += components[row + 2 * size + i] * value;
        fourth += components[row + 3 * size + i] * value;
      }
      projections[k] = first;
      projections[k + 1] = second;
      projections[k + 2] = third;
      projections[k + 3] = fourth;
    }
    for (int k = whole; k < projections.length; k++) {
      for (int i = 0; i < size; i++) {
        projections[k] += components[k * size + i] * vector[i];
      }
    }
    return projections;
  }

  /**
   * The number of features.
   *
   * @return d
   */
  public int size() {
    return mean.length;
  }

  /**
   * How far a picture's features lie from those of the training pictures.
   *
   * @param features (batch, ...) with {@link #size()} values a row
   * @param row of the batch, from 0
   * @return 0 or more; not a number where a feature is none
   */
  public double distance(FloatTensor features, int row) {
    double[] centred = new double[mean.length];
    double rest = 0;
    for (int i = 0; i < centred.length; i++) {
      centred[i] = features.get(row * centred.length + i) - mean[i];
      rest += centred[i] * centred[i];
    }
    double along = 0;
    double[] projections = projections(centred);
    for (int k = 0; k < projections.length; k++) {
      double projection = projections[k];
      along += projection * projection / variances[k];
      rest -= projection * projection;
    }
    return Math.sqrt(along + Math.max(rest, 0) / residualVariance);
  }
}
