package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
    FloatBuffer values = ordered();
    for (int from = 0; from < values.limit(); from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.limit() - from);
      chunk.asFloatBuffer().put(values.slice(from, count));
      out.writeRawBytes(bytes, 0, count * Float.BYTES);
    }
  }

  /**
   * The values with the axes reordered. Axes of size 1 do not move anything and are left out, so
   * that the kernels of 1x1 convolutions, most of a network, come down to one tight loop.
   */
  private FloatBuffer ordered() {
    int[] moved = IntStream.of(axes).filter(axis -> source.shape().size(axis) > 1).toArray();
    if (Arrays.equals(moved, IntStream.of(moved).sorted().toArray())) {
      return source.buffer();
    }
    float[] target = new float[source.size()];
    int last = moved[moved.length - 1];
    int length = (int) source.shape().size(last);
    int stride = strideOf(last);
    int[] outer = Arrays.copyOf(moved, moved.length - 1);
    int[] index = new int[outer.length];
    int base = 0;
    for (int to = 0; to < target.length; to += length) {
      copy(base, stride, target, to, length);
      base += advance(outer, index);
    }
    return FloatBuffer.wrap(target);
  }

  private void copy(int base, int stride, float[] target, int to, int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] = source.get(base + i * stride);
    }
  }

  /** Moves to the next index over some axes and tells how far that is in the source. */
  private int advance(int[] over, int[] index) {
    int distance = 0;
    for (int place = over.length - 1; place >= 0; place--) {
      int stride = strideOf(over[place]);
      if (++index[place] < source.shape().size(over[place])) {
        return distance + stride;
      }
      distance -= (index[place] - 1) * stride;
      index[place] = 0;
    }
    return distance;
  }

  private int strideOf(int axis) {
    int stride = 1;
    for (int later = axis + 1; later < source.shape().rank(); later++) {
      stride *= (int) source.shape().size(later);
    }
    return stride;
  }
}
