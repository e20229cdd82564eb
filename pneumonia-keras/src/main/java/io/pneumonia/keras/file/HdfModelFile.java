package io.pneumonia.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.api.Group;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.nio.ByteBuffer;

/** A whole model in one HDF5 file: {@code .h5} of Keras 2 and 3. */
final class HdfModelFile implements ModelFile {

  private static final String MODEL_CONFIG = "model_config";

  private final HdfTree tree;
  private final String version;
  private final JsonNode config;
  private final WeightStore weights;

  private HdfModelFile(HdfTree tree) {
    this.tree = tree;
    Group root = tree.root();
    Group group = tree.group(root, "model_weights").orElse(root);
    String text = tree.text(root, MODEL_CONFIG).orElseThrow(() -> withoutConfig(tree));
    this.config = ConfigJson.parse(MODEL_CONFIG, text);
    this.version =
        tree.text(root, "keras_version")
            .or(() -> tree.text(group, "keras_version"))
            .or(() -> java.util.Optional.ofNullable(config.path("keras_version").textValue()))
            .orElse("");
    this.weights = new NamedWeights(tree, group);
  }

  static HdfModelFile open(ByteBuffer content) {
    HdfTree tree = HdfTree.open(content);
    try {
      return new HdfModelFile(tree);
    } catch (ModelRejected e) {
      tree.close();
      throw e;
    }
  }

  private static ModelRejected withoutConfig(HdfTree tree) {
    Group root = tree.root();
    boolean weightsOnly =
        tree.names(root, "layer_names").isPresent()
            || tree.group(root, "model_weights").isPresent()
            || tree.group(root, "layers").isPresent()
            || tree.group(root, "_layer_checkpoint_dependencies").isPresent();
    if (weightsOnly) {
      return new ModelRejected(
          ErrorCode.MODEL_WITHOUT_ARCHITECTURE,
          "the file holds weights only, without the network they belong to; expected a model saved"
              + " with model.save(...), found one saved with model.save_weights(...)");
    }
    return new ModelRejected(
        ErrorCode.MODEL_TYPE_UNKNOWN,
        "an HDF5 file, but no Keras model: expected the attribute model_config, found none");
  }

  @Override
  public String kerasVersion() {
    return version;
  }

  @Override
  public String container() {
    return "HDF5";
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public WeightStore weights() {
    return weights;
  }

  @Override
  public void close() {
    tree.close();
  }
}
