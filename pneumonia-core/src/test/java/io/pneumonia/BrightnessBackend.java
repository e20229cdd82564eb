package io.pneumonia;

import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ConvertingBackendProvider;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A backend in plain Java whose score is the mean of the input, and its one feature too. A black
 * picture (mean 0) makes it answer NaN, as a broken network would.
 */
public class BrightnessBackend implements InferenceBackendProvider {

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
    return new Session(taps());
  }

  Map<Tap, TensorShape> taps() {
    return Map.of(Tap.FEATURES, TensorShape.of(TensorShape.UNKNOWN, 1));
  }

  /** The same without a look inside. */
  public static final class Opaque extends BrightnessBackend {
    @Override
    public String name() {
      return "opaque";
    }

    @Override
    Map<Tap, TensorShape> taps() {
      return Map.of();
    }
  }

  /** The same by a conversion: a file with the digest of the model that it was made of. */
  public static final class Converting extends BrightnessBackend
      implements ConvertingBackendProvider {

    static final List<String> OPENED = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "converting";
    }

    @Override
    public InferenceSession open(Path model, BackendOptions options) {
      OPENED.add("model");
      return super.open(model, options);
    }

    @Override
    public void convertAhead(Path model, Path target, BackendOptions options) throws IOException {
      Files.writeString(target, ModelCards.sha256(model));
    }

    @Override
    public Optional<InferenceSession> openConverted(
        Path model, Path converted, Supplier<String> sha256, BackendOptions options) {
      try {
        if (!Files.readString(converted).equals(sha256.get())) {
          return Optional.empty();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      OPENED.add("conversion");
      return Optional.of(super.open(model, options));
    }
  }

  /** Of a network that takes square pictures and gives one probability. */
  static ModelSignature signature(int side) {
    return new ModelSignature(
        "test",
        TensorShape.of(TensorShape.UNKNOWN, side, side, 3),
        TensorShape.of(TensorShape.UNKNOWN, 1),
        OutputActivation.SIGMOID,
        null);
  }

  private static final class Session implements InferenceSession {
    private final RunGuard guard = new RunGuard("session");
    private final Map<Tap, TensorShape> taps;

    Session(Map<Tap, TensorShape> taps) {
      this.taps = taps;
    }

    @Override
    public ModelSignature signature() {
      return BrightnessBackend.signature(SIDE);
    }

    @Override
    public FloatTensor run(FloatTensor input) {
      return guard.run(() -> means(input));
    }

    @Override
    public Map<Tap, TensorShape> taps() {
      return taps;
    }

    @Override
    public TappedOutput run(FloatTensor input, Set<Tap> wanted) {
      Tap.requireAvailable(wanted, taps.keySet(), "test");
      FloatTensor output = run(input);
      return new TappedOutput(output, wanted.isEmpty() ? Map.of() : Map.of(Tap.FEATURES, output));
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
