package io.pneumonia.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.tensor.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime without the backend, as fast as its Java interface allows: one input tensor over a
 * direct buffer, kept from run to run.
 */
final class BareOnnxRuntime implements Network {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String inputName;
  private FloatBuffer buffer = FloatBuffer.allocate(0);
  private @Nullable OnnxTensor input;

  BareOnnxRuntime(Path model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model.toString(), options);
    }
    inputName = session.getInputNames().iterator().next();
  }

  @Override
  public float[] run(FloatTensor batch) throws OrtException {
    OnnxTensor tensor = inputFor(batch);
    buffer.clear();
    batch.copyTo(buffer);
    try (OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    }
  }

  private OnnxTensor inputFor(FloatTensor batch) throws OrtException {
    OnnxTensor tensor = input;
    if (tensor == null || buffer.capacity() != batch.size()) {
      if (tensor != null) {
        tensor.close();
      }
      buffer =
          ByteBuffer.allocateDirect(batch.size() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      tensor = OnnxTensor.createTensor(environment, buffer, batch.shape().toArray());
      input = tensor;
    }
    return tensor;
  }

  @Override
  public void close() {
    if (input != null) {
      input.close();
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
