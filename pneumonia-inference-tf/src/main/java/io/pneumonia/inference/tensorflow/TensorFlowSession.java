package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Session;

/** An open model: a TensorFlow session, its graph, and the guard between runs and close. */
final class TensorFlowSession implements InferenceSession {

  private final String model;
  private final ModelSignature signature;
  private final NativeGraph graph;
  private final Session session;
  private final boolean rowByRow;
  private final RunGuard guard;

  /**
   * Takes over the native objects.
   *
   * @param model the name of the model, for messages
   * @param signature its shapes, the batch axis open
   * @param graph closed with this
   * @param session closed with this
   * @param rowByRow whether the graph takes one row at a time only
   */
  TensorFlowSession(
      String model,
      ModelSignature signature,
      NativeGraph graph,
      Session session,
      boolean rowByRow) {
    this.model = model;
    this.signature = signature;
    this.graph = graph;
    this.session = session;
    this.rowByRow = rowByRow;
    this.guard = new RunGuard(model);
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public FloatTensor run(FloatTensor input) {
    return guard.run(() -> runOpen(input));
  }

  @Override
  public Map<Tap, TensorShape> taps() {
    return graph.tapShapes();
  }

  @Override
  public TappedOutput run(FloatTensor input, Set<Tap> wanted) {
    Tap.requireAvailable(wanted, taps().keySet(), model);
    return wanted.isEmpty()
        ? new TappedOutput(run(input), Map.of())
        : guard.run(() -> runTapped(input, wanted));
  }

  @Override
  public void close() {
    guard.closeOnce(
        () -> {
          session.close();
          graph.graph().close();
        });
  }

  private FloatTensor runOpen(FloatTensor batch) {
    requireInput(batch);
    FloatTensor output = rowByRow && batch.shape().size(0) > 1 ? runRows(batch) : runNative(batch);
    requireOutput(batch, output);
    return output;
  }

  /** A network with taps is one that was built here and takes a batch of any size. */
  private TappedOutput runTapped(FloatTensor batch, Set<Tap> wanted) {
    requireInput(batch);
    TappedOutput tapped = runNative(batch, wanted);
    requireOutput(batch, tapped.output());
    return tapped;
  }

  private void requireInput(FloatTensor batch) {
    if (!signature.input().isCompatibleWith(batch.shape())) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          model + ": expected an input of " + signature.input() + ", found " + batch.shape());
    }
  }

  private void requireOutput(FloatTensor batch, FloatTensor output) {
    TensorShape expected = signature.output().with(0, batch.shape().size(0));
    if (!expected.isCompatibleWith(output.shape())) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          model + ": expected an output of " + expected + ", found " + output.shape());
    }
  }

  private FloatTensor runNative(FloatTensor batch) {
    return runNative(batch, Set.of()).output();
  }

  private TappedOutput runNative(FloatTensor batch, Set<Tap> wanted) {
    try {
      return TensorFlowTensors.run(session, graph, batch, wanted);
    } catch (RuntimeException failure) {
      throw TensorFlowErrors.runFailed(model, batch, failure);
    }
  }

  private FloatTensor runRows(FloatTensor batch) {
    int rows = (int) batch.shape().size(0);
    FloatTensor first = runNative(row(batch, 0, rows));
    return FloatTensor.write(
        first.shape().with(0, rows),
        target -> {
          first.copyTo(0, target, 0, first.size());
          for (int index = 1; index < rows; index++) {
            FloatTensor next = runNative(row(batch, index, rows));
            next.copyTo(0, target, index * first.size(), first.size());
          }
        });
  }

  private static FloatTensor row(FloatTensor batch, int index, int rows) {
    int size = batch.size() / rows;
    return FloatTensor.write(
        batch.shape().with(0, 1), target -> batch.copyTo(index * size, target, 0, size));
  }
}
