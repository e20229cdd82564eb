package io.pneumonia.decision;

import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/**
 * Reads the probability of pneumonia out of what a network gives. A value that cannot be one is an
 * error, never a result.
 *
 * <p>Every kind exists with the activation inside the network (its values are probabilities) and
 * without it ({@code logits}: the sigmoid or softmax is applied here, in double).
 */
public sealed interface ScoreReader permits SigmoidReader, SoftmaxReader, MultiSigmoidReader {

  /**
   * The number of values in a row of the network's output.
   *
   * @return 1 or more
   */
  int classes();

  /**
   * The classes by name, in index order. A network that gives one value still has two: index 0, and
   * index 1, whose probability the value is.
   *
   * @return two names or more; one suffices for independent sigmoids
   */
  List<String> labels();

  /**
   * The names that count as pneumonia.
   *
   * @return one or more of {@link #labels()}
   */
  List<String> positiveLabels();

  /**
   * Whether the network leaves its last activation to the reader.
   *
   * @return true if its values are not probabilities yet
   */
  boolean logits();

  /**
   * What the network says of every class.
   *
   * @param output one row for each picture of the batch
   * @param row which picture, from 0
   * @return one score a label, in index order
   * @throws io.pneumonia.error.InferenceFailed {@code INFERENCE_FAILED} if the row is not {@link
   *     #classes()} values long, or holds what this kind of output cannot hold
   * @throws IndexOutOfBoundsException if the batch has no such row
   */
  List<ClassScore> scores(FloatTensor output, int row);

  /**
   * The probability of pneumonia.
   *
   * @param output one row for each picture of the batch
   * @param row which picture, from 0
   * @return the probability
   * @throws io.pneumonia.error.InferenceFailed {@code INFERENCE_FAILED} if the row is not {@link
   *     #classes()} values long, or holds what this kind of output cannot hold
   * @throws IndexOutOfBoundsException if the batch has no such row
   */
  Probability read(FloatTensor output, int row);

  /**
   * How the log-odds of pneumonia, {@code log(p / (1 - p))} of what {@link #read} gives, depend on
   * the values before the last activation, whether that activation is inside the network or left to
   * the reader.
   *
   * @param logits one row of those values, {@link #classes()} long
   * @return the gradient at these values, one number for each
   * @throws IllegalArgumentException if the row has another length
   */
  double[] logOddsGradient(double[] logits);
}
