package io.pneumonia.keras.graph;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a head as bytes: of each its kind, then its numbers, big end first. Every float
 * keeps its bits.
 */
final class HeadBytes {

  private static final int DENSE = 0;
  private static final int SCALE = 1;
  private static final int RECTIFIER = 2;
  private static final int EXPONENTIAL = 3;
  private static final int LOGISTIC = 4;
  private static final int SWISH = 5;
  private static final int TANGENT = 6;

  private HeadBytes() {}

  static void write(List<HeadStage> stages, DataOutputStream out) throws IOException {
    out.writeInt(stages.size());
    for (HeadStage stage : stages) {
      if (stage instanceof HeadStage.Dense dense) {
        out.writeByte(DENSE);
        write(dense.kernel(), out);
        write(dense.bias(), out);
      } else if (stage instanceof HeadStage.Scale line) {
        out.writeByte(SCALE);
        write(line.scale(), out);
        write(line.shift(), out);
      } else if (stage instanceof HeadStage.Elementwise function) {
        write(function.curve(), out);
      } else {
        throw new IllegalArgumentException("stage: expected a known one, found " + stage);
      }
    }
  }

  private static void write(Curve curve, DataOutputStream out) throws IOException {
    if (curve instanceof Curve.Rectifier rectifier) {
      out.writeByte(RECTIFIER);
      out.writeFloat(rectifier.of().slope());
      out.writeFloat(rectifier.of().max());
      out.writeFloat(rectifier.of().threshold());
    } else if (curve instanceof Curve.Exponential exponential) {
      out.writeByte(EXPONENTIAL);
      out.writeDouble(exponential.scale());
      out.writeDouble(exponential.alpha());
    } else if (curve instanceof Curve.Logistic) {
      out.writeByte(LOGISTIC);
    } else if (curve instanceof Curve.Swish) {
      out.writeByte(SWISH);
    } else if (curve instanceof Curve.Tangent) {
      out.writeByte(TANGENT);
    } else {
      throw new IllegalArgumentException("curve: expected a known one, found " + curve);
    }
  }

  private static void write(FloatTensor tensor, DataOutputStream out) throws IOException {
    out.writeByte(tensor.shape().rank());
    for (long size : tensor.shape().toArray()) {
      out.writeInt(Math.toIntExact(size));
    }
    for (int i = 0; i < tensor.size(); i++) {
      out.writeFloat(tensor.get(i));
    }
  }

  static List<HeadStage> read(DataInputStream in) throws IOException {
    List<HeadStage> stages = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int kind = in.readByte();
      stages.add(
          switch (kind) {
            case DENSE -> new HeadStage.Dense(tensor(in), tensor(in));
            case SCALE -> new HeadStage.Scale(tensor(in), tensor(in));
            default -> new HeadStage.Elementwise(curve(kind, in));
          });
    }
    return stages;
  }

  private static Curve curve(int kind, DataInputStream in) throws IOException {
    return switch (kind) {
      case RECTIFIER ->
          new Curve.Rectifier(new Activation.Relu(in.readFloat(), in.readFloat(), in.readFloat()));
      case EXPONENTIAL -> new Curve.Exponential(in.readDouble(), in.readDouble());
      case LOGISTIC -> new Curve.Logistic();
      case SWISH -> new Curve.Swish();
      case TANGENT -> new Curve.Tangent();
      default -> throw new IOException("stage: expected a known kind, found " + kind);
    };
  }

  private static FloatTensor tensor(DataInputStream in) throws IOException {
    long[] sizes = new long[in.readByte()];
    long elements = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = in.readInt();
      elements *= sizes[axis];
    }
    if (elements < 0 || elements > in.available() / Float.BYTES) {
      throw new IOException("values: expected " + elements + ", found fewer");
    }
    float[] values = new float[(int) elements];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return FloatTensor.of(TensorShape.of(sizes), values);
  }
}
