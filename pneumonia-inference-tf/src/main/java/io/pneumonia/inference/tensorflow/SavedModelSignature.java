package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.tensor.TensorShape;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The signature of a SavedModel that is run: {@code serving_default}, or the only one there is,
 * with one float32 input and one float32 output.
 *
 * @param inputName the tensor that is fed
 * @param outputName the tensor that is fetched
 * @param model the shapes, with the batch axis open
 * @param oneRowOnly whether the file fixes the batch at one row
 */
record SavedModelSignature(
    String inputName, String outputName, ModelSignature model, boolean oneRowOnly) {

  private static final String DEFAULT = "serving_default";
  private static final String INITIALIZER = "__saved_model_init_op";

  static SavedModelSignature of(String model, MetaGraphDef meta, BackendOptions options) {
    var signatures = new TreeMap<>(meta.getSignatureDefMap());
    signatures.remove(INITIALIZER);
    SignatureDef chosen = choose(model, signatures);
    TensorInfo input = chosen.getInputsMap().values().iterator().next();
    TensorInfo output = chosen.getOutputsMap().values().iterator().next();
    TensorShape fed = inputShape(model, input, options.expectedInput().orElse(null));
    TensorShape fetched = outputShape(model, output);
    boolean oneRow = fed.size(0) == 1;
    var signature =
        new ModelSignature(
            "TensorFlow SavedModel",
            fed.with(0, TensorShape.UNKNOWN),
            fetched.with(0, TensorShape.UNKNOWN),
            SavedModelActivation.of(meta.getGraphDef(), output.getName()),
            null);
    return new SavedModelSignature(input.getName(), output.getName(), signature, oneRow);
  }

  private static SignatureDef choose(String model, Map<String, SignatureDef> signatures) {
    SignatureDef chosen = signatures.get(DEFAULT);
    if (chosen == null && signatures.size() == 1) {
      chosen = signatures.values().iterator().next();
    }
    if (chosen == null
        || !isOneFloat(chosen.getInputsMap())
        || !isOneFloat(chosen.getOutputsMap())) {
      throw new ModelRejected(
          ErrorCode.MODEL_SHAPE_UNSUPPORTED,
          model
              + ": expected a signature "
              + DEFAULT
              + ", or a single one, with one float32 input and one float32 output, found "
              + describe(signatures));
    }
    return chosen;
  }

  private static boolean isOneFloat(Map<String, TensorInfo> ends) {
    return ends.size() == 1 && ends.values().iterator().next().getDtype() == DataType.DT_FLOAT;
  }

  private static String describe(Map<String, SignatureDef> signatures) {
    if (signatures.isEmpty()) {
      return "no signature";
    }
    return signatures.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + describeEnds(entry.getValue().getInputsMap())
                    + " -> "
                    + describeEnds(entry.getValue().getOutputsMap()))
        .collect(Collectors.joining("; "));
  }

  private static String describeEnds(Map<String, TensorInfo> ends) {
    return new TreeMap<>(ends)
        .entrySet().stream()
            .map(end -> end.getKey() + " " + describe(end.getValue()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String describe(TensorInfo end) {
    String type = end.getDtype().name().replace("DT_", "").toLowerCase(java.util.Locale.ROOT);
    return type + " " + (end.getTensorShape().getUnknownRank() ? "?" : shape(end));
  }

  /** The file's shape, its open sizes taken from what is expected. */
  private static TensorShape inputShape(
      String model, TensorInfo input, @Nullable TensorShape expected) {
    if (input.getTensorShape().getUnknownRank()) {
      return requireBatch(model, "input", expected);
    }
    TensorShape declared = requireBatch(model, "input", shape(input));
    if (expected == null) {
      return declared;
    }
    if (!declared.isCompatibleWith(expected)) {
      throw shapeRefused(model, "input", expected.toString(), declared.toString());
    }
    TensorShape merged = declared;
    for (int axis = 1; axis < declared.rank(); axis++) {
      merged =
          declared.size(axis) == TensorShape.UNKNOWN
              ? merged.with(axis, expected.size(axis))
              : merged;
    }
    return merged;
  }

  private static TensorShape outputShape(String model, TensorInfo output) {
    return requireBatch(
        model, "output", output.getTensorShape().getUnknownRank() ? null : shape(output));
  }

  private static TensorShape requireBatch(String model, String end, @Nullable TensorShape shape) {
    if (shape == null) {
      throw shapeRefused(model, end, "a known number of axes", "a shape that is open altogether");
    }
    if (shape.rank() < 2 || shape.size(0) > 1) {
      throw shapeRefused(model, end, "an open batch axis or one of 1", shape.toString());
    }
    return shape;
  }

  private static ModelRejected shapeRefused(
      String model, String end, String expected, String found) {
    return new ModelRejected(
        ErrorCode.MODEL_SHAPE_UNSUPPORTED,
        model + ": " + end + ": expected " + expected + ", found " + found);
  }

  private static TensorShape shape(TensorInfo end) {
    return TensorShape.of(
        end.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray());
  }
}
