package io.pneumonia.evidence;

import io.pneumonia.decision.ScoreReader;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.spi.PooledHead;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.FloatTensor;

/**
 * The class activation map of a network whose last feature map {@code A} reaches the score through
 * its mean {@code m} and dense layers (Zhou et al. 2016 for one layer, Grad-CAM of Selvaraju et al.
 * 2017 for more).
 *
 * <pre>
 * m[c]        = sum over cells of A[cell, c] / cells
 * g[c]        = d log-odds / d m[c]             through the head, analytically
 * value[cell] = sum over channels of g[c] * A[cell, c] / cells
 * </pre>
 *
 * <p>The gradient with respect to one value of the map is {@code g[c] / cells} at every cell, so
 * Grad-CAM's weights, its mean over the cells, are the same number, and this is Grad-CAM of the
 * log-odds before the rectifier. Of the score {@code p} itself it would be {@code p * (1 - p)}
 * times as much, which changes neither its sign nor where it is largest; but it would vanish
 * wherever the network is certain, and pictures could not be compared. The cells sum to {@code g *
 * m}: the log-odds less the bias, for a single dense layer.
 *
 * <p>Sums in double precision. The channels are read as the backend gave them, in float32.
 */
public final class ClassActivation {

  private ClassActivation() {}

  /**
   * The map of one picture.
   *
   * @param featureMap {@link Tap#FEATURE_MAP}: (batch, height, width, channels)
   * @param row which picture of the batch, from 0
   * @param head what the network makes of the map's mean
   * @param reader what of the head's values is pneumonia
   * @param region the part of the picture that the network saw
   * @return a cell for each place of the feature map
   */
  public static RelevanceMap of(
      FloatTensor featureMap, int row, PooledHead head, ScoreReader reader, SourceBox region) {
    int rows = (int) featureMap.shape().size(1);
    int columns = (int) featureMap.shape().size(2);
    int channels = (int) featureMap.shape().size(3);
    int cells = rows * columns;
    float[] values = new float[cells * channels];
    featureMap.copyTo(row * values.length, values, 0, values.length);
    double[] means = means(values, cells, channels);
    double[] gradient = head.gradient(means, reader.logOddsGradient(head.logits(means)));
    return RelevanceMap.of(rows, columns, region, weighed(values, gradient, cells));
  }

  private static double[] means(float[] values, int cells, int channels) {
    double[] means = new double[channels];
    for (int index = 0; index < values.length; index++) {
      means[index % channels] += values[index];
    }
    for (int channel = 0; channel < channels; channel++) {
      means[channel] /= cells;
    }
    return means;
  }

  private static double[] weighed(float[] values, double[] gradient, int cells) {
    double[] sums = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      double sum = 0;
      for (int channel = 0; channel < gradient.length; channel++) {
        sum += gradient[channel] * values[cell * gradient.length + channel];
      }
      sums[cell] = sum / cells;
    }
    return sums;
  }
}
