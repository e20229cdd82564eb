package io.pneumonia.evidence;

import io.pneumonia.decision.Probability;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import java.util.List;
import java.util.function.Function;

/**
 * The occlusion map of any network (Zeiler and Fergus 2014): what the log-odds of pneumonia lose
 * when a cell of the input is hidden. Hidden means filled with the mean of each channel over the
 * whole input: the picture's own average grey.
 *
 * <pre>
 * value[cell] = logit(score) - logit(score with the cell hidden)
 * </pre>
 *
 * <p>A network that gives probabilities in float32 rounds those of a certain answer to 0 or 1,
 * whose log-odds are infinite: they are limited to {@value #LIMIT} either way, and a difference
 * beyond is not seen.
 */
public final class Occlusion {

  /** The largest log-odds that a float32 probability can tell from certainty, rounded down. */
  static final double LIMIT = 16;

  /** How many hidden variants one run of the network sees. */
  private static final int BATCH = 8;

  private final PreprocessSpec spec;
  private final int rows;
  private final int columns;
  private final OcclusionProgress progress;

  /**
   * An occlusion of inputs of one kind.
   *
   * @param spec the network's input
   * @param grid cells along each side; fewer where the input has fewer pixels
   * @param progress told after every run
   */
  public Occlusion(PreprocessSpec spec, int grid, OcclusionProgress progress) {
    this.spec = spec;
    this.rows = Math.min(grid, spec.height());
    this.columns = Math.min(grid, spec.width());
    this.progress = progress;
  }

  /**
   * The map of one picture.
   *
   * @param input the network's input for it, a batch of one
   * @param score what the network said of it
   * @param network scores a batch, one score for each of its rows
   * @param region the part of the picture that the network saw
   * @return a cell for each part that was hidden
   */
  public RelevanceMap map(
      FloatTensor input,
      Probability score,
      Function<FloatTensor, List<Probability>> network,
      SourceBox region) {
    float[] picture = input.toArray();
    float[] means = means(picture);
    double[] values = new double[rows * columns];
    for (int from = 0; from < values.length; from += BATCH) {
      int count = Math.min(BATCH, values.length - from);
      List<Probability> hidden = network.apply(hidden(picture, means, from, count));
      for (int index = 0; index < count; index++) {
        values[from + index] = logit(score) - logit(hidden.get(index));
      }
      progress.ran(from + count, values.length);
    }
    return RelevanceMap.of(rows, columns, region, values);
  }

  private FloatTensor hidden(float[] picture, float[] means, int from, int count) {
    return FloatTensor.write(
        spec.batchShape(count),
        batch -> {
          for (int index = 0; index < count; index++) {
            System.arraycopy(picture, 0, batch, index * picture.length, picture.length);
            hide(batch, index * picture.length, means, from + index);
          }
        });
  }

  private void hide(float[] batch, int offset, float[] means, int cell) {
    int top = cell / columns * spec.height() / rows;
    int bottom = (cell / columns + 1) * spec.height() / rows;
    int left = cell % columns * spec.width() / columns;
    int right = (cell % columns + 1) * spec.width() / columns;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        for (int channel = 0; channel < means.length; channel++) {
          batch[offset + index(y, x, channel)] = means[channel];
        }
      }
    }
  }

  private float[] means(float[] picture) {
    double[] sums = new double[spec.colorMode().channels()];
    for (int y = 0; y < spec.height(); y++) {
      for (int x = 0; x < spec.width(); x++) {
        for (int channel = 0; channel < sums.length; channel++) {
          sums[channel] += picture[index(y, x, channel)];
        }
      }
    }
    float[] means = new float[sums.length];
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] = (float) (sums[channel] / (spec.height() * spec.width()));
    }
    return means;
  }

  private int index(int y, int x, int channel) {
    return spec.layout() == TensorLayout.NHWC
        ? (y * spec.width() + x) * spec.colorMode().channels() + channel
        : (channel * spec.height() + y) * spec.width() + x;
  }

  private static double logit(Probability score) {
    double odds = score.value() / (1 - score.value());
    return Math.max(-LIMIT, Math.min(LIMIT, Math.log(odds)));
  }
}
