package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The one place that moves values between the heap and native tensors. Slots are kept and used
 * again, as many as there are processors and only small ones, so that a run in steady state
 * allocates little besides its output.
 *
 * <p>The runtime's arena grows with the largest batch and never gives back by itself. It is told to
 * when batches have become smaller: doing so in every run would cost as much as the run.
 */
final class OnnxTensors implements AutoCloseable {

  private static final long LARGEST_KEPT_BYTES = 32L << 20;

  private final OrtEnvironment environment;
  private final OnnxModelCheck check;
  private final OrtSession.RunOptions ordinary;
  private final OrtSession.RunOptions shrinking;
  private final BlockingQueue<TensorSlot> idle;
  private volatile long largest;

  OnnxTensors(OrtEnvironment environment, OnnxModelCheck check) throws OrtException {
    this.environment = environment;
    this.check = check;
    this.idle = new ArrayBlockingQueue<>(Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.ordinary = new OrtSession.RunOptions();
    this.shrinking = shrinkingOptions(ordinary);
  }

  private static OrtSession.RunOptions shrinkingOptions(OrtSession.RunOptions toCloseOnFailure)
      throws OrtException {
    OrtSession.RunOptions options = null;
    try {
      options = new OrtSession.RunOptions();
      options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
      return options;
    } catch (OrtException e) {
      toCloseOnFailure.close();
      if (options != null) {
        options.close();
      }
      throw e;
    }
  }

  /**
   * Runs a batch that fits the model.
   *
   * @param session open, and kept open meanwhile
   * @param input its values
   * @return one row for each of the input
   */
  FloatTensor run(OrtSession session, FloatTensor input) throws OrtException {
    TensorShape shape = input.shape();
    if (!check.rowByRow() || shape.size(0) == 1) {
      return runOnce(session, shape, input.buffer());
    }
    TensorShape row = shape.with(0, 1);
    int rowSize = (int) row.elements();
    List<FloatTensor> rows = new ArrayList<>();
    FloatBuffer values = input.buffer();
    for (int from = 0; from < input.size(); from += rowSize) {
      rows.add(runOnce(session, row, values.slice(from, rowSize)));
    }
    return joined(rows);
  }

  private FloatTensor runOnce(OrtSession session, TensorShape shape, FloatBuffer values)
      throws OrtException {
    TensorSlot slot = take(shape);
    try {
      return slot.run(session, optionsFor(values.remaining()), values, Set.of());
    } finally {
      giveBack(slot);
    }
  }

  /**
   * Runs a batch that fits the model and reads taps too.
   *
   * @param session open, and kept open meanwhile
   * @param input its values
   * @param wanted taps that the model has; a model with taps takes a batch of any size
   */
  TappedOutput run(OrtSession session, FloatTensor input, Set<Tap> wanted) throws OrtException {
    TensorSlot slot = take(input.shape());
    try {
      FloatBuffer values = input.buffer();
      FloatTensor output = slot.run(session, optionsFor(values.remaining()), values, wanted);
      return new TappedOutput(output, slot.read(wanted));
    } finally {
      giveBack(slot);
    }
  }

  /**
   * Two threads that meet here may shrink once too often or too seldom, which changes no result.
   */
  private OrtSession.RunOptions optionsFor(long size) {
    long before = largest;
    if (size >= before / 2) {
      largest = Math.max(size, before);
      return ordinary;
    }
    largest = size;
    return shrinking;
  }

  private TensorSlot take(TensorShape shape) throws OrtException {
    TensorSlot slot = idle.poll();
    if (slot != null && slot.takes(shape)) {
      return slot;
    }
    if (slot != null) {
      slot.close();
    }
    return new TensorSlot(environment, check, shape);
  }

  private void giveBack(TensorSlot slot) {
    if (slot.bytes() > LARGEST_KEPT_BYTES || !idle.offer(slot)) {
      slot.close();
    }
  }

  private static FloatTensor joined(List<FloatTensor> rows) {
    FloatTensor first = rows.get(0);
    return FloatTensor.write(
        first.shape().with(0, rows.size()),
        target -> {
          int offset = 0;
          for (FloatTensor row : rows) {
            row.copyTo(0, target, offset, row.size());
            offset += row.size();
          }
        });
  }

  /** Frees everything that is kept; nothing may run meanwhile or afterwards. */
  @Override
  public void close() {
    for (TensorSlot slot = idle.poll(); slot != null; slot = idle.poll()) {
      slot.close();
    }
    ordinary.close();
    shrinking.close();
  }
}
