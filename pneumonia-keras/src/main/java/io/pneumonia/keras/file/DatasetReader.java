package io.pneumonia.keras.file;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Numbers of a dataset as float32. The common case, float32 in one piece, is copied once; half and
 * double precision and whole numbers are converted.
 */
final class DatasetReader {

  private static final int FLOAT_BITS = 32;

  private DatasetReader() {}

  static FloatTensor read(Dataset dataset, String what, TensorShape shape) {
    if (dataset.isEmpty()) {
      throw notNumbers(what, "nothing written");
    }
    if (dataset instanceof ContiguousDataset contiguous
        && dataset.getDataType() instanceof FloatingPoint type
        && type.getSize() == Float.BYTES
        && type.getBitPrecision() == FLOAT_BITS) {
      ByteBuffer bytes = contiguous.getBuffer().order(type.getByteOrder());
      FloatBuffer floats = bytes.asFloatBuffer();
      return FloatTensor.copyOf(shape, floats.limit(Math.toIntExact(shape.elements())));
    }
    return converted(dataset.getDataFlat(), what, shape);
  }

  private static FloatTensor converted(Object data, String what, TensorShape shape) {
    if (data instanceof float[] values) {
      return FloatTensor.of(shape, values);
    }
    if (data instanceof double[] values) {
      return filled(shape, values.length, index -> (float) values[index]);
    }
    if (data instanceof long[] values) {
      return filled(shape, values.length, index -> values[index]);
    }
    if (data instanceof int[] values) {
      return filled(shape, values.length, index -> values[index]);
    }
    if (data instanceof Number value) {
      return FloatTensor.of(shape, value.floatValue());
    }
    throw notNumbers(what, data.getClass().getSimpleName());
  }

  private static FloatTensor filled(TensorShape shape, int count, Values values) {
    if (shape.elements() != count) {
      throw new IllegalArgumentException("expected " + shape + ", found " + count + " values");
    }
    return FloatTensor.write(
        shape,
        target -> {
          for (int index = 0; index < count; index++) {
            target[index] = values.at(index);
          }
        });
  }

  private static ModelRejected notNumbers(String what, String found) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, what + ": expected numbers, found " + found);
  }

  /** One value by index. */
  private interface Values {
    float at(int index);
  }
}
