package io.pneumonia.spi;

/**
 * What a network makes of the mean of its {@link Tap#FEATURE_MAP} over height and width: dense
 * layers and functions of single values, up to the row of values that the last activation (sigmoid
 * or softmax) takes, here called logits. In double precision; safe for any number of threads.
 */
public interface PooledHead {

  /**
   * The values before the last activation.
   *
   * @param means one for each channel of the feature map
   * @return as many values as a row of the network's output
   * @throws IllegalArgumentException if there are not as many means as channels
   */
  double[] logits(double[] means);

  /**
   * How a weighted sum of the logits depends on the means.
   *
   * @param means one for each channel of the feature map
   * @param weights one for each logit
   * @return the gradient of {@code sum(weights[k] * logits(means)[k])}, one value for each channel
   * @throws IllegalArgumentException if there are not as many means as channels, or not as many
   *     weights as logits
   */
  double[] gradient(double[] means, double[] weights);
}
