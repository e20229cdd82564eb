package io.pneumonia.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.TensorShape;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an open model declares, checked to be one picture batch in and one row for each picture out.
 * Only a model that was converted here has further outputs: its taps.
 *
 * @param model the file's name, for messages
 * @param inputName as the model names it
 * @param outputName as the model names it
 * @param input batch axis first and open
 * @param output batch axis first and open; a declared shape of (batch) counts as (batch, 1)
 * @param flatOutput whether the model itself declares (batch) only
 * @param rowByRow whether the model takes exactly one row at a time
 * @param outputType the element type that the model gives
 * @param taps its further outputs
 */
record OnnxModelCheck(
    String model,
    String inputName,
    String outputName,
    TensorShape input,
    TensorShape output,
    boolean flatOutput,
    boolean rowByRow,
    OnnxJavaType outputType,
    Map<Tap, TapOutput> taps) {

  OnnxModelCheck {
    taps = Map.copyOf(taps);
  }

  /**
   * A further output.
   *
   * @param name as the model names it
   * @param shape batch axis first and open, everything else known
   */
  record TapOutput(String name, TensorShape shape) {}

  private static final Set<OnnxJavaType> OUTPUT_TYPES =
      EnumSet.of(
          OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

  /**
   * Checks a session.
   *
   * @param model the file's name
   * @param session open
   * @param taps the names of the outputs that are taps
   * @param wanted the input's shape where the file leaves sizes open, or null
   * @throws ModelRejected {@code MODEL_SHAPE_UNSUPPORTED} if it is anything else
   */
  static OnnxModelCheck of(
      String model, OrtSession session, Map<Tap, String> taps, @Nullable TensorShape wanted)
      throws OrtException {
    NodeInfo inputNode = single(model, "input", session.getInputInfo());
    Map<String, NodeInfo> outputs = new HashMap<>(session.getOutputInfo());
    Map<Tap, TapOutput> tapOutputs = takeTaps(model, taps, outputs);
    NodeInfo outputNode = single(model, "output", outputs);
    TensorInfo inputInfo = tensor(model, "input", inputNode);
    TensorInfo outputInfo = tensor(model, "output", outputNode);
    if (inputInfo.type != OnnxJavaType.FLOAT) {
      throw unsupported(model, "input " + inputNode.getName(), "float32", inputInfo.type);
    }
    if (!OUTPUT_TYPES.contains(outputInfo.type)) {
      throw unsupported(model, "output " + outputNode.getName(), "floats", outputInfo.type);
    }
    TensorShape input = shape(model, inputNode, inputInfo);
    TensorShape output = shape(model, outputNode, outputInfo);
    if (input.rank() < 2) {
      throw unsupported(model, "input " + inputNode.getName(), "a batch of values", input);
    }
    boolean flat = output.rank() == 1;
    TensorShape rows = flat ? TensorShape.of(output.size(0), 1) : output;
    return new OnnxModelCheck(
        model,
        inputNode.getName(),
        outputNode.getName(),
        narrowed(model, input.with(0, TensorShape.UNKNOWN), wanted),
        rows.with(0, TensorShape.UNKNOWN),
        flat,
        batch(model, input) == 1 || batch(model, output) == 1,
        outputInfo.type,
        tapOutputs);
  }

  private static Map<Tap, TapOutput> takeTaps(
      String model, Map<Tap, String> taps, Map<String, NodeInfo> outputs) {
    Map<Tap, TapOutput> taken = new EnumMap<>(Tap.class);
    taps.forEach(
        (tap, name) -> {
          NodeInfo node = Objects.requireNonNull(outputs.remove(name), name);
          TensorShape shape = shape(model, node, tensor(model, "output", node));
          taken.put(tap, new TapOutput(name, shape));
        });
    return taken;
  }

  /**
   * Refuses a batch that does not fit.
   *
   * @param found the shape of the batch
   * @throws InferenceFailed {@code INFERENCE_FAILED}
   */
  void requireFits(TensorShape found) {
    if (!input.isCompatibleWith(found)) {
      throw new InferenceFailed(
          ErrorCode.INFERENCE_FAILED,
          model + ": expected an input of shape " + input + ", found " + found);
    }
  }

  private static NodeInfo single(String model, String what, Map<String, NodeInfo> nodes) {
    if (nodes.size() != 1) {
      throw unsupported(model, what + "s", "one", nodes.size() + " " + nodes.keySet());
    }
    return nodes.values().iterator().next();
  }

  private static TensorInfo tensor(String model, String what, NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw unsupported(
        model,
        what + " " + node.getName(),
        "a tensor",
        node.getInfo().getClass().getSimpleName().replace("Info", "").toLowerCase(Locale.ROOT));
  }

  private static TensorShape shape(String model, NodeInfo node, TensorInfo info) {
    long[] sizes = info.getShape();
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw unsupported(
          model, "value " + node.getName(), "axes with the batch first", Arrays.toString(sizes));
    }
    return TensorShape.of(sizes);
  }

  private static long batch(String model, TensorShape declared) {
    long batch = declared.size(0);
    if (batch != TensorShape.UNKNOWN && batch != 1) {
      throw unsupported(model, "batch axis", "an open size or 1", batch);
    }
    return batch;
  }

  private static TensorShape narrowed(
      String model, TensorShape declared, @Nullable TensorShape wanted) {
    if (wanted == null) {
      return declared;
    }
    if (!declared.isCompatibleWith(wanted.with(0, TensorShape.UNKNOWN))) {
      throw unsupported(model, "input", wanted, declared);
    }
    TensorShape narrowed = declared;
    for (int axis = 1; axis < declared.rank(); axis++) {
      if (declared.size(axis) == TensorShape.UNKNOWN) {
        narrowed = narrowed.with(axis, wanted.size(axis));
      }
    }
    return narrowed;
  }

  private static ModelRejected unsupported(
      String model, String what, Object expected, Object found) {
    return new ModelRejected(
        ErrorCode.MODEL_SHAPE_UNSUPPORTED,
        model + ", " + what + ": expected " + expected + ", found " + found);
  }
}
