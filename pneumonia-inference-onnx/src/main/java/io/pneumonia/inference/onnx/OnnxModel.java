package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A whole ONNX model, ready to be written: the bytes of one {@link ModelProto}. */
final class OnnxModel {

  private final String name;
  private final ModelProto header;
  private final GraphProto graph;
  private final List<Weight> weights;
  private final long graphBytes;
  private final int bytes;

  /**
   * A model.
   *
   * @param name of the file it comes from, for a refusal
   * @param header everything but the graph
   * @param graph everything but the initializers
   * @param weights the initializers
   * @throws ModelRejected {@code MODEL_TOO_LARGE} above the 2 GiB that protobuf can hold
   */
  OnnxModel(String name, ModelProto header, GraphProto graph, List<Weight> weights) {
    this.name = name;
    this.header = header;
    this.graph = graph;
    this.weights = List.copyOf(weights);
    this.graphBytes =
        graph.getSerializedSize() + weights.stream().mapToLong(Weight::fieldBytes).sum();
    long total =
        header.getSerializedSize()
            + CodedOutputStream.computeTagSize(ModelProto.GRAPH_FIELD_NUMBER)
            + CodedOutputStream.computeUInt64SizeNoTag(graphBytes)
            + graphBytes;
    if (total > Integer.MAX_VALUE) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          name + ": expected at most 2147483647 bytes as an ONNX model, found " + total);
    }
    this.bytes = (int) total;
  }

  /** The same model with facts that the runtime hands out but does not look at. */
  OnnxModel withMetadata(Map<String, String> facts) {
    ModelProto.Builder described = header.toBuilder();
    facts.forEach((key, value) -> described.addMetadataProps(entry(key, value)));
    return new OnnxModel(name, described.build(), graph, weights);
  }

  /** A fact that may also follow a whole model's bytes, always of the same length. */
  static byte[] trailingFact(String key, String value) {
    return ModelProto.newBuilder().addMetadataProps(entry(key, value)).build().toByteArray();
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  /**
   * All bytes, from position 0 to the limit, outside the heap: as the runtime wants them.
   *
   * @throws ModelRejected {@code MODEL_TOO_LARGE} if there is no room for them
   */
  ByteBuffer toDirectBuffer() {
    ByteBuffer buffer;
    try {
      buffer = ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          name
              + ": expected room for "
              + bytes
              + " bytes outside the heap, found too little (see -XX:MaxDirectMemorySize)",
          e);
    }
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(buffer);
      writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.rewind();
  }

  /** Writes all bytes and flushes. */
  void writeTo(OutputStream stream) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream);
    writeTo(out);
    out.flush();
  }

  private void writeTo(CodedOutputStream out) throws IOException {
    header.writeTo(out);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(graphBytes);
    graph.writeTo(out);
    for (Weight weight : weights) {
      weight.writeTo(out);
    }
  }
}
