package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An open model. The native session is thread-safe but for its close, which the guard sees to. */
final class OnnxSession implements InferenceSession {

  private final RunGuard guard;
  private final OrtSession session;
  private final OnnxModelCheck check;
  private final OnnxTensors tensors;
  private final ModelSignature signature;
  private final Map<Tap, TensorShape> tapShapes;

  /** Takes over the session and the tensors: they are closed here. */
  OnnxSession(
      OrtSession session, OnnxModelCheck check, OnnxTensors tensors, ModelSignature signature) {
    this.guard = new RunGuard(check.model());
    this.session = session;
    this.check = check;
    this.tensors = tensors;
    this.signature = signature;
    this.tapShapes =
        check.taps().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, tap -> tap.getValue().shape()));
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public FloatTensor run(FloatTensor input) {
    return guarded(input, () -> tensors.run(session, input));
  }

  @Override
  public Map<Tap, TensorShape> taps() {
    return tapShapes;
  }

  @Override
  public TappedOutput run(FloatTensor input, Set<Tap> wanted) {
    Tap.requireAvailable(wanted, tapShapes.keySet(), check.model());
    if (wanted.isEmpty()) {
      return new TappedOutput(run(input), Map.of());
    }
    return guarded(input, () -> tensors.run(session, input, wanted));
  }

  /** What reads and writes native tensors. */
  private interface NativeRun<T> {
    T run() throws OrtException;
  }

  private <T> T guarded(FloatTensor input, NativeRun<T> run) {
    return guard.run(
        () -> {
          check.requireFits(input.shape());
          try {
            return run.run();
          } catch (OrtException e) {
            throw OnnxErrors.failed(check.model(), e);
          }
        });
  }

  @Override
  public void close() {
    guard.closeOnce(
        () -> {
          tensors.close();
          try {
            session.close();
          } catch (OrtException e) {
            throw OnnxErrors.notClosed(check.model(), e);
          }
        });
  }
}
