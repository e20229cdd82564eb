package io.pneumonia.evaluation;

import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;

/**
 * A backend in plain Java whose score is the mean of the input: bright pictures are pneumonia. A
 * black picture makes it answer NaN, as a broken network would.
 */
public final class BrightnessBackend implements InferenceBackendProvider {

  private static final int SIDE = 4;

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
    return new Session();
  }

  private static final class Session implements InferenceSession {
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
    public void close() {}
  }
}
