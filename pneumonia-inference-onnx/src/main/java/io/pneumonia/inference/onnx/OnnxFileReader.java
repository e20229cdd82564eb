package io.pneumonia.inference.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure of an {@code .onnx} file: the fields of {@link ModelProto} and its graph one
 * by one, skipping the weights, so that even a large file takes milliseconds. What is no such
 * message, or ends before it should, is refused here with the file's name, before the runtime sees
 * it.
 */
final class OnnxFileReader {

  private static final int SMALL = 1 << 16;
  private static final int HIGHEST_IR_VERSION = 1000;
  private static final ExtensionRegistryLite NONE = ExtensionRegistryLite.getEmptyRegistry();

  private final String name;
  private final long size;
  private final CodedInputStream in;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private long irVersion;
  private long opset;
  private boolean hasGraph;

  private OnnxFileReader(String name, long size, CodedInputStream in) {
    this.name = name;
    this.size = size;
    this.in = in;
  }

  /**
   * Reads a file.
   *
   * @throws ModelRejected {@code MODEL_TYPE_UNKNOWN}, {@code MODEL_CORRUPT}, {@code
   *     MODEL_TOO_LARGE} or {@code MODEL_UNREADABLE}
   */
  static OnnxFile read(Path file, String name) {
    try {
      long size = Files.size(file);
      ForeignFiles.refuse(file, name);
      if (size > Integer.MAX_VALUE) {
        throw new ModelRejected(
            ErrorCode.MODEL_TOO_LARGE,
            name
                + ": expected at most 2147483647 bytes, with larger weights in files beside it,"
                + " found "
                + size);
      }
      try (InputStream stream = Files.newInputStream(file)) {
        return new OnnxFileReader(name, size, CodedInputStream.newInstance(stream)).read();
      }
    } catch (IOException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE, name + ": expected a readable file, found " + e, e);
    }
  }

  private OnnxFile read() throws IOException {
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        readModelField(tag);
      }
    } catch (InvalidProtocolBufferException e) {
      throw hasGraph ? corrupt("bytes that contradict themselves", e) : unknown(e);
    }
    if (!hasGraph) {
      throw unknown(null);
    }
    if (nodes.isEmpty() || outputs.isEmpty()) {
      throw corrupt("no operators or no output", null);
    }
    return new OnnxFile(opset, nodes, constants, inputs, outputs);
  }

  private void readModelField(int tag) throws IOException {
    int field = WireFormat.getTagFieldNumber(tag);
    if (field == ModelProto.IR_VERSION_FIELD_NUMBER) {
      requireType(tag, WireFormat.WIRETYPE_VARINT);
      irVersion = in.readInt64();
      if (irVersion < 1 || irVersion > HIGHEST_IR_VERSION) {
        throw unknown(null);
      }
    } else if (field == ModelProto.GRAPH_FIELD_NUMBER && irVersion > 0) {
      int length = readLength(tag);
      hasGraph = true;
      readGraph(length);
    } else if (field == ModelProto.OPSET_IMPORT_FIELD_NUMBER) {
      OperatorSetIdProto set = message(readLength(tag), OperatorSetIdProto.parser());
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        opset = set.getVersion();
      }
    } else {
      skip(tag);
    }
  }

  private void readGraph(int length) throws IOException {
    int outer = in.pushLimit(length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GraphProto.NODE_FIELD_NUMBER -> readNode(readLength(tag));
        case GraphProto.INITIALIZER_FIELD_NUMBER -> readInitializer(readLength(tag));
        case GraphProto.INPUT_FIELD_NUMBER ->
            inputs.add(message(readLength(tag), ValueInfoProto.parser()).getName());
        case GraphProto.OUTPUT_FIELD_NUMBER ->
            outputs.add(message(readLength(tag), ValueInfoProto.parser()).getName());
        default -> skip(tag);
      }
    }
    in.popLimit(outer);
  }

  private void readNode(int length) throws IOException {
    if (length > SMALL) {
      in.skipRawBytes(length);
      nodes.add(NodeProto.getDefaultInstance());
    } else {
      nodes.add(message(length, NodeProto.parser()));
    }
  }

  private void readInitializer(int length) throws IOException {
    if (length > SMALL) {
      in.skipRawBytes(length);
    } else {
      TensorProto tensor = message(length, TensorProto.parser());
      constants.put(tensor.getName(), tensor);
    }
  }

  private <T extends MessageLite> T message(int length, Parser<T> parser) throws IOException {
    return parser.parseFrom(in.readRawBytes(length), NONE);
  }

  private void skip(int tag) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      in.skipRawBytes(readLength(tag));
    } else if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that never began");
    }
  }

  private int readLength(int tag) throws IOException {
    requireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int length = in.readRawVarint32();
    long end = (long) in.getTotalBytesRead() + length;
    if (length < 0 || end > size) {
      boolean isGraph = WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER;
      if (hasGraph || (irVersion > 0 && isGraph)) {
        throw corrupt(size + " bytes of at least " + Math.max(end, size + 1), null);
      }
      throw unknown(null);
    }
    return length;
  }

  private static void requireType(int tag, int type) throws IOException {
    if (WireFormat.getTagWireType(tag) != type) {
      throw new InvalidProtocolBufferException("a field of another type");
    }
  }

  private ModelRejected corrupt(String found, @Nullable Throwable cause) {
    return new ModelRejected(
        ErrorCode.MODEL_CORRUPT, name + ": expected a whole ONNX model, found " + found, cause);
  }

  private ModelRejected unknown(@Nullable Throwable cause) {
    return new ModelRejected(
        ErrorCode.MODEL_TYPE_UNKNOWN,
        name + ": expected an ONNX model or a Keras file, found bytes of another kind",
        cause);
  }
}
