package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A float32 initializer that is written straight from the layer graph's tensor, its axes reordered
 * on the way, so that a large network is never held twice on the heap.
 *
 * <p>Protobuf's wire format is simple enough for that: a field is its tag, its length and its
 * bytes. All of a {@link TensorProto} but {@code raw_data} is left to the generated class.
 */
final class Weight {

  private static final int CHUNK_FLOATS = 1 << 14;

  private final TensorProto header;
  private final FloatTensor source;
  private final int[] axes;

  /**
   * A weight.
   *
   * @param name unique in the graph
   * @param source the values
   * @param axes for each axis of the weight, the axis of the source
   * @param dims the shape as ONNX has it: the reordered one, or another with as many elements
   */
  Weight(String name, FloatTensor source, int[] axes, long... dims) {
    TensorProto.Builder builder =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (long dim : dims) {
      builder.addDims(dim);
    }
    this.header = builder.build();
    this.source = source;
    this.axes = axes.clone();
  }

  private long rawBytes() {
    return (long) source.size() * Float.BYTES;
  }

  private long messageBytes() {
    return header.getSerializedSize()
        + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(rawBytes())
        + rawBytes();
  }

  /** The bytes that {@link #writeTo} writes. */
  long fieldBytes() {
    return CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(messageBytes())
        + messageBytes();
  }

  /** Writes the weight as one initializer field of a {@link GraphProto}. */
  void writeTo(CodedOutputStream out) throws IOException {
    out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(messageBytes());
    header.writeTo(out);
    out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(rawBytes());
    writeValues(out);
  }

  private void writeValues(CodedOutputStream out) throws IOException {
    byte[] bytes = new byte[Math.min(CHUNK_FLOATS, source.size()) * Float.BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = ordered();
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.writeRawBytes(bytes, 0, count * Float.BYTES);
    }
  }

  private float[] ordered() {
    if (Arrays.equals(axes, IntStream.range(0, axes.length).toArray())) {
      return source.toArray();
    }
    int rank = axes.length;
    long[] sizes = new long[rank];
    int[] strides = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = source.shape().size(axes[axis]);
      strides[axis] = strideOf(axes[axis]);
    }
    float[] target = new float[source.size()];
    int[] index = new int[rank];
    int from = 0;
    for (int to = 0; to < target.length; to++) {
      target[to] = source.get(from);
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        from -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return target;
  }

  private int strideOf(int axis) {
    int stride = 1;
    for (int later = axis + 1; later < source.shape().rank(); later++) {
      stride *= (int) source.shape().size(later);
    }
    return stride;
  }
}
