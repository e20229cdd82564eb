package io.pneumonia.gate;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.json.JsonFields;
import io.pneumonia.json.JsonFormat;
import io.pneumonia.json.JsonProblems;
import io.pneumonia.model.ModelCards;
import io.pneumonia.spi.Tap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and reads the gate file of a model; {@code docs/input-gate.md} describes its fields. */
public final class GateReader {

  /** The most bytes that a gate file may have. */
  public static final int MAX_BYTES = 1 << 26;

  private static final JsonFormat FORMAT =
      new JsonFormat(
          "input gate", ErrorCode.MODEL_GATE_INVALID, MAX_BYTES, GateSpec.SCHEMA_VERSION);

  /** Checks that every picture fulfils. */
  private static final PictureChecks NO_CHECKS = new PictureChecks(1, Double.MAX_VALUE, 255, 0);

  private GateReader() {}

  /**
   * Finds and reads the gate of a model. The first of these that is a file is taken: {@code
   * net.h5.gate.json} beside {@code net.h5}; {@code net.gate.json}, without the extension; for a
   * folder, {@code model.gate.json} inside it instead of the latter.
   *
   * @param model a file or a folder
   * @param sha256 its digest, in lower case
   * @return the gate, if there is one
   * @throws ModelRejected if there is one and {@link #read} refuses it, or {@code
   *     MODEL_DIGEST_MISMATCH} if it belongs to another model file
   */
  public static Optional<GateSpec> find(Path model, String sha256) {
    Optional<GateSpec> gate = ModelCards.findGate(model).map(GateReader::read);
    gate.ifPresent(
        spec -> {
          if (!spec.modelSha256().equals(sha256)) {
            throw new ModelRejected(
                ErrorCode.MODEL_DIGEST_MISMATCH,
                "model %s is not the file that its input gate describes: expected sha256 %s, found %s"
                    .formatted(model.getFileName(), spec.modelSha256(), sha256));
          }
        });
    return gate;
  }

  /**
   * Reads a gate file.
   *
   * @param file the JSON file, at most {@link #MAX_BYTES} long
   * @return the gate
   * @throws ModelRejected {@code MODEL_GATE_INVALID} if it is not a valid gate, {@code
   *     MODEL_NOT_FOUND} or {@code MODEL_UNREADABLE} if the file cannot be had
   */
  public static GateSpec read(Path file) {
    return parse(FORMAT.load(file), String.valueOf(file.getFileName()));
  }

  /**
   * Reads a gate from memory.
   *
   * @param json the text in UTF-8, at most {@link #MAX_BYTES} long
   * @param name what to call it in messages
   * @return the gate
   * @throws ModelRejected {@code MODEL_GATE_INVALID} if it is not a valid gate
   */
  public static GateSpec parse(byte[] json, String name) {
    JsonProblems problems = new JsonProblems();
    Object tree = FORMAT.parse(json, name);
    GateSpec spec = FORMAT.bind(tree, problems, fields -> gate(fields, problems));
    if (spec == null || !problems.isEmpty()) {
      throw FORMAT.rejected(name, problems);
    }
    return spec;
  }

  /**
   * The gate; or null after a problem was told. What stands in for a problem is used no further.
   */
  private static @Nullable GateSpec gate(JsonFields fields, JsonProblems problems) {
    String sha256 = fields.required("model_sha256", JsonFields::text, "");
    Tap tap = fields.required("tap", (at, name) -> at.choice(name, Tap.class), Tap.FEATURES);
    float[] mean = floats(fields, "mean", problems);
    float[] components = floats(fields, "components", problems);
    float[] variances = floats(fields, "variances", problems);
    double residual = fields.required("residual_variance", JsonFields::number, 1.0);
    double doubtful = fields.required("doubtful_above", JsonFields::number, 1.0);
    double refused = fields.required("refused_above", JsonFields::number, 1.0);
    PictureChecks checks =
        fields.required(
            "checks", (at, name) -> at.object(name, each -> checks(each, problems)), NO_CHECKS);
    if (!problems.isEmpty()) {
      return null;
    }
    try {
      FeatureStatistics statistics = new FeatureStatistics(mean, components, variances, residual);
      return new GateSpec(sha256, tap, statistics, doubtful, refused, checks);
    } catch (IllegalArgumentException e) {
      problems.addIfEmpty(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static PictureChecks checks(JsonFields fields, JsonProblems problems) {
    long minSide = fields.required("min_side", JsonFields::whole, 1L);
    double maxAspect = fields.required("max_aspect", JsonFields::number, 1.0);
    double maxColour = fields.required("max_colour", JsonFields::number, 0.0);
    double minDeviation = fields.required("min_deviation", JsonFields::number, 0.0);
    try {
      int side = (int) Math.max(0, Math.min(minSide, Integer.MAX_VALUE));
      return new PictureChecks(side, maxAspect, maxColour, minDeviation);
    } catch (IllegalArgumentException e) {
      problems.addText("checks", String.valueOf(e.getMessage()));
      return NO_CHECKS;
    }
  }

  private static float[] floats(JsonFields fields, String name, JsonProblems problems) {
    String text = fields.required(name, JsonFields::text, "");
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length % Float.BYTES == 0) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
      }
      problems.addText(name, "expected 4 bytes a value, found %d bytes".formatted(bytes.length));
    } catch (IllegalArgumentException e) {
      problems.add(name, "expected base64", text);
    }
    return new float[0];
  }
}
