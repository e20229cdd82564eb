package io.pneumonia.keras;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.config.ConfigReader;
import io.pneumonia.keras.file.ModelFile;
import io.pneumonia.keras.file.ModelFiles;
import io.pneumonia.keras.graph.BatchNormFolding;
import io.pneumonia.keras.lowering.LayerSummary;
import io.pneumonia.keras.lowering.LoweredModel;
import io.pneumonia.keras.lowering.ModelLowering;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads Keras model files: {@code .h5} (Keras 2 and 3) and {@code .keras}. */
public final class KerasFiles {

  private KerasFiles() {}

  /**
   * Whether the first bytes of a file are those of HDF5 or of a zip archive, whatever its name.
   *
   * @param file an existing file
   * @return true if {@link #read} is the method to ask; a Git-LFS pointer, text or HTML named
   *     {@code .h5} or {@code .keras} also answers true, so that the refusal can say what it is
   */
  public static boolean recognises(Path file) {
    return ModelFiles.recognises(file);
  }

  /**
   * Reads a file whole. Nothing of it stays open.
   *
   * @param file the model file
   * @param inputShape the input's shape, batch axis first, where the file leaves sizes open
   * @return the network
   * @throws ModelRejected naming the file, what was found and what was expected
   */
  public static KerasModel read(Path file, Optional<TensorShape> inputShape) {
    try (ModelFile opened = ModelFiles.open(file)) {
      return model(opened, inputShape);
    } catch (ModelRejected e) {
      throw new ModelRejected(e.code(), nameOf(file) + ": " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, nameOf(file) + ": nested deeper than any model is", e);
    } catch (OutOfMemoryError e) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE, nameOf(file) + ": needs more memory than there is", e);
    }
  }

  private static KerasModel model(ModelFile file, Optional<TensorShape> inputShape) {
    LoweredModel lowered =
        ModelLowering.lower(
            ConfigReader.read(file.config()), file.weights(), file.kerasVersion(), inputShape);
    ModelSignature signature =
        new ModelSignature(
            format(file),
            lowered.graph().inputNode().shape(),
            lowered.graph().outputNode().shape(),
            lowered.activation(),
            lowered.scaling());
    List<KerasLayer> layers = lowered.layers().stream().map(KerasFiles::layer).toList();
    return new KerasModel(signature, layers, BatchNormFolding.fold(lowered.graph()));
  }

  private static String format(ModelFile file) {
    String version = file.kerasVersion();
    return "Keras " + (version.isEmpty() ? "" : version + " ") + file.container();
  }

  private static KerasLayer layer(LayerSummary layer) {
    return new KerasLayer(
        layer.path().toString(), layer.className(), layer.parameters(), layer.path().depth());
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
