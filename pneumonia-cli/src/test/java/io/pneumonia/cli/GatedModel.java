package io.pneumonia.cli;

import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The examples' model with a gate beside it that measures from features that are all zero. */
final class GatedModel {

  private static final int FEATURES = 16;

  private GatedModel() {}

  static Path write(Path folder, double doubtfulAbove, double refusedAbove) throws IOException {
    Path model =
        Files.copy(
            Path.of("../pneumonia-examples/data/phantom-net.h5"), folder.resolve("gated.h5"));
    float[] axis = new float[FEATURES];
    axis[0] = 1;
    Files.writeString(
        folder.resolve("gated.h5.gate.json"),
        """
        {"schema_version": 1, "model_sha256": "%s", "tap": "features", "mean": "%s",
         "components": "%s", "variances": "%s", "residual_variance": 1,
         "doubtful_above": %s, "refused_above": %s,
         "checks": {"min_side": 64, "max_aspect": 4, "max_colour": 12, "min_deviation": 8}}
        """
            .formatted(
                ModelCards.sha256(model),
                base64(new float[FEATURES]),
                base64(axis),
                base64(new float[] {1}),
                doubtfulAbove,
                refusedAbove));
    return model;
  }

  private static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
