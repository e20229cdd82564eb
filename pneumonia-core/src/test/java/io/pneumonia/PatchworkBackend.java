package io.pneumonia;

import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.PooledHead;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network in plain Java: the mean level of each quarter of the input is its feature map, and
 * sixteen times the mean of that, less eight, the log-odds.
 */
public final class PatchworkBackend implements InferenceBackendProvider {

  static final int SIDE = 4;
  static final double SLOPE = 16;
  static final double BIAS = -8;

  @Override
  public String name() {
    return "patchwork";
  }

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public InferenceSession open(Path model, BackendOptions options) {
    return new Session();
  }

  private record Head() implements PooledHead {
    @Override
    public double[] logits(double[] means) {
      return new double[] {SLOPE * means[0] + BIAS};
    }

    @Override
    public double[] gradient(double[] means, double[] weights) {
      return new double[] {SLOPE * weights[0]};
    }
  }

  private static final class Session implements InferenceSession {

    @Override
    public ModelSignature signature() {
      return BrightnessBackend.signature(SIDE);
    }

    @Override
    public Map<Tap, TensorShape> taps() {
      return Map.of(
          Tap.FEATURE_MAP, TensorShape.of(TensorShape.UNKNOWN, 2, 2, 1),
          Tap.FEATURES, TensorShape.of(TensorShape.UNKNOWN, 1));
    }

    @Override
    public Optional<PooledHead> head() {
      return Optional.of(new Head());
    }

    @Override
    public FloatTensor run(FloatTensor input) {
      return run(input, Set.of()).output();
    }

    @Override
    public TappedOutput run(FloatTensor input, Set<Tap> wanted) {
      int batch = (int) input.shape().size(0);
      float[] map = new float[batch * 4];
      for (int i = 0; i < input.size(); i++) {
        int row = i / (SIDE * SIDE * 3);
        int y = i / (SIDE * 3) % SIDE;
        int x = i / 3 % SIDE;
        map[row * 4 + y / 2 * 2 + x / 2] += input.get(i) / 12;
      }
      float[] means = new float[batch];
      float[] scores = new float[batch];
      for (int row = 0; row < batch; row++) {
        for (int cell = 0; cell < 4; cell++) {
          means[row] += map[row * 4 + cell] / 4;
        }
        scores[row] = (float) (1 / (1 + Math.exp(-SLOPE * means[row] - BIAS)));
      }
      Map<Tap, FloatTensor> taps = new HashMap<>();
      taps.put(Tap.FEATURE_MAP, FloatTensor.of(TensorShape.of(batch, 2, 2, 1), map));
      taps.put(Tap.FEATURES, FloatTensor.of(TensorShape.of(batch, 1), means));
      taps.keySet().retainAll(wanted);
      return new TappedOutput(FloatTensor.of(TensorShape.of(batch, 1), scores), taps);
    }

    @Override
    public void close() {}
  }
}
