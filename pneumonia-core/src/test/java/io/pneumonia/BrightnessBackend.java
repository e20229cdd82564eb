package io.pneumonia;

import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend in plain Java whose score is the mean of the input. A black picture (mean 0) makes it
 * answer NaN, as a broken network would.
 */
public final class BrightnessBackend implements InferenceBackendProvider {

  static final int SIDE = 4;
  static final AtomicInteger OPEN_SESSIONS = new AtomicInteger();

  @Override
  public String name() {
    return "brightness";
  }

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public InferenceSession open(Path model, BackendOptions options) {
    OPEN_SESSIONS.incrementAndGet();
    return new Session();
  }

  private static final class Session implements InferenceSession {
    private final RunGuard guard = new RunGuard("session");

    @Override
    public ModelSignature signature() {
      return new ModelSignature(
          "test",
          TensorShape.of(TensorShape.UNKNOWN, SIDE, SIDE, 3),
          TensorShape.of(TensorShape.UNKNOWN, 1),
          OutputActivation.SIGMOID,
          null);
    }

    @Override
    public FloatTensor run(FloatTensor input) {
      return guard.run(() -> means(input));
    }

    private static FloatTensor means(FloatTensor input) {
      int batch = (int) input.shape().size(0);
      int each = input.size() / batch;
      return FloatTensor.write(
          TensorShape.of(batch, 1),
          values -> {
            for (int row = 0; row < batch; row++) {
              float sum = 0;
              for (int i = 0; i < each; i++) {
                sum += input.get(row * each + i);
              }
              values[row] = sum == 0 ? Float.NaN : sum / each;
            }
          });
    }

    @Override
    public void close() {
      guard.closeOnce(OPEN_SESSIONS::decrementAndGet);
    }
  }
}
