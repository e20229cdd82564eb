package io.pneumonia.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.inference.onnx.OnnxModelCheck.TapOutput;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The native input and, where its shape is known beforehand, the native output of one run at a
 * time: tensors over direct buffers that the runtime reads and writes in place. Those of a tap are
 * made when it is first wanted.
 */
final class TensorSlot implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OnnxModelCheck check;
  private final TensorShape inputShape;
  private final FloatBuffer inputBuffer;
  private final OnnxTensor input;
  private final @Nullable PinnedOutput output;
  private final Map<Tap, PinnedOutput> taps = new EnumMap<>(Tap.class);

  /** A native output tensor and the buffer that the runtime writes it to. */
  private record PinnedOutput(TensorShape shape, FloatBuffer buffer, OnnxTensor tensor) {
    FloatTensor read() {
      return FloatTensor.copyOf(shape, buffer.clear());
    }
  }

  TensorSlot(OrtEnvironment environment, OnnxModelCheck check, TensorShape inputShape)
      throws OrtException {
    this.environment = environment;
    this.check = check;
    this.inputShape = inputShape;
    inputBuffer = direct(check, inputShape.elements());
    input = OnnxTensor.createTensor(environment, inputBuffer, inputShape.toArray());
    try {
      output = pinned(environment, check, inputShape.size(0));
    } catch (OrtException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static @Nullable PinnedOutput pinned(
      OrtEnvironment environment, OnnxModelCheck check, long rows) throws OrtException {
    TensorShape shape = check.output().with(0, rows);
    if (check.outputType() != OnnxJavaType.FLOAT || !shape.isFullyKnown()) {
      return null;
    }
    FloatBuffer buffer = direct(check, shape.elements());
    long[] declared = check.flatOutput() ? new long[] {rows} : shape.toArray();
    return new PinnedOutput(shape, buffer, OnnxTensor.createTensor(environment, buffer, declared));
  }

  private PinnedOutput tap(Tap tap) throws OrtException {
    PinnedOutput pinned = taps.get(tap);
    if (pinned == null) {
      TapOutput declared = Objects.requireNonNull(check.taps().get(tap));
      TensorShape shape = declared.shape().with(0, inputShape.size(0));
      FloatBuffer buffer = direct(check, shape.elements());
      OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape.toArray());
      pinned = new PinnedOutput(shape, buffer, tensor);
      taps.put(tap, pinned);
    }
    return pinned;
  }

  private static FloatBuffer direct(OnnxModelCheck check, long floats) {
    if (floats > Integer.MAX_VALUE / Float.BYTES) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          check.model()
              + ": expected a batch of at most "
              + Integer.MAX_VALUE / Float.BYTES
              + " values, found "
              + floats);
    }
    return ByteBuffer.allocateDirect((int) floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Whether it takes inputs of this shape. */
  boolean takes(TensorShape shape) {
    return inputShape.equals(shape);
  }

  /** The bytes it holds outside the heap. */
  long bytes() {
    long floats = (long) inputBuffer.capacity() + (output == null ? 0 : output.buffer().capacity());
    for (PinnedOutput tap : taps.values()) {
      floats += tap.buffer().capacity();
    }
    return floats * Float.BYTES;
  }

  /**
   * Runs on the values that remain in a buffer.
   *
   * @param values as many as the input's shape has elements
   * @param wanted taps to be written too, for {@link #read}
   */
  FloatTensor run(
      OrtSession session, OrtSession.RunOptions options, FloatBuffer values, Set<Tap> wanted)
      throws OrtException {
    inputBuffer.clear().put(values);
    Map<String, OnnxTensor> inputs = Map.of(check.inputName(), input);
    if (output == null) {
      try (OrtSession.Result result = session.run(inputs, Set.of(check.outputName()), options)) {
        return OutputReader.read(check, inputShape.size(0), (OnnxTensor) result.get(0));
      }
    }
    session.run(inputs, Set.of(), outputs(output, wanted), options).close();
    return output.read();
  }

  private Map<String, OnnxTensor> outputs(PinnedOutput output, Set<Tap> wanted)
      throws OrtException {
    if (wanted.isEmpty()) {
      return Map.of(check.outputName(), output.tensor());
    }
    Map<String, OnnxTensor> outputs = new HashMap<>();
    outputs.put(check.outputName(), output.tensor());
    for (Tap tap : wanted) {
      outputs.put(Objects.requireNonNull(check.taps().get(tap)).name(), tap(tap).tensor());
    }
    return outputs;
  }

  /** The taps that the last run wrote. */
  Map<Tap, FloatTensor> read(Set<Tap> wanted) throws OrtException {
    Map<Tap, FloatTensor> values = new EnumMap<>(Tap.class);
    for (Tap tap : wanted) {
      values.put(tap, tap(tap).read());
    }
    return values;
  }

  @Override
  public void close() {
    input.close();
    if (output != null) {
      output.tensor().close();
    }
    taps.values().forEach(tap -> tap.tensor().close());
  }
}
