package io.pneumonia.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Native outputs whose shape or element type was not known beforehand. */
final class OutputReader {

  private OutputReader() {}

  /** The output as float32, if it has the rows it should have. */
  static FloatTensor read(OnnxModelCheck check, long rows, OnnxTensor output) {
    long[] sizes = output.getInfo().getShape();
    if (sizes.length == 0 || sizes[0] != rows || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          check.model()
              + ": expected an output of "
              + rows
              + " rows, found shape "
              + Arrays.toString(sizes));
    }
    TensorShape found = TensorShape.of(sizes);
    TensorShape shape = sizes.length == 1 ? TensorShape.of(rows, 1) : found;
    if (output.getInfo().type != OnnxJavaType.DOUBLE) {
      return FloatTensor.copyOf(shape, output.getFloatBuffer());
    }
    DoubleBuffer values = output.getDoubleBuffer();
    return FloatTensor.write(
        shape,
        array -> {
          for (int index = 0; index < array.length; index++) {
            array[index] = (float) values.get(index);
          }
        });
  }
}
