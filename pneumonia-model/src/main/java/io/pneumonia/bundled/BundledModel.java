package io.pneumonia.bundled;

import io.pneumonia.Backends;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The model that comes with the library: a MobileNetV2 for chest X-rays of children, a Keras file
 * with its card. What it was trained on, how good it is and where it must not be used is in {@code
 * META-INF/MODEL_CARD.md}. A support tool, not a diagnosis.
 *
 * <pre>{@code
 * try (Predictor predictor = BundledModel.open("onnx")) {
 *   Prediction prediction = predictor.predict(EncodedImage.read(picture));
 * }
 * }</pre>
 */
public final class BundledModel {

  private BundledModel() {}

  /**
   * Opens the model on a backend, everything else as its card says.
   *
   * @param backend the backend's name, {@code onnx} or {@code tensorflow}
   * @return the predictor, to be closed by the caller
   * @throws io.pneumonia.error.BackendUnavailable if the backend cannot be had here
   * @throws ModelRejected {@code MODEL_UNREADABLE} if the temporary folder has no room for the
   *     model
   */
  public static Predictor open(String backend) {
    return open(backend, UnaryOperator.identity());
  }

  /**
   * Opens the model on a backend, in another way than usual: {@code open("onnx", options ->
   * options.withThreshold(Threshold.of(0.3)).withThreads(1))}.
   *
   * <p>Backends open files, so for the time of this call the model lies in a folder of its own,
   * which only its owner can enter, below the one that {@code java.io.tmpdir} names.
   *
   * @param backend the backend's name, {@code onnx} or {@code tensorflow}
   * @param adjustment the usual options to those wanted, of the same model
   * @return the predictor, to be closed by the caller
   * @throws io.pneumonia.error.BackendUnavailable if the backend cannot be had here
   * @throws ModelRejected {@code MODEL_UNREADABLE} if the temporary folder has no room for the
   *     model; or if a card that the options name does not fit it
   */
  public static Predictor open(String backend, UnaryOperator<PredictorOptions> adjustment) {
    Backends.prepare(backend);
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (UnpackedModel unpacked = UnpackedModel.below(parent, "pneumonia-model-")) {
      unpacked.addConverted(backend);
      PredictorOptions options = adjustment.apply(PredictorOptions.of(unpacked.model(), backend));
      return Predictors.open(requireModel(unpacked.model(), options));
    } catch (IOException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE,
          "the bundled model cannot be unpacked: expected a temporary folder (java.io.tmpdir) with"
              + " room for it, found %s (%s: %s)"
                  .formatted(parent, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static PredictorOptions requireModel(Path model, PredictorOptions options) {
    if (!options.model().equals(model)) {
      throw new IllegalArgumentException(
          "adjustment: expected options of the bundled model, found those of " + options.model());
    }
    return options;
  }

  /**
   * What the model demands, how it was measured, and which it is.
   *
   * @return its card; {@link ModelCard#id} is what {@link Predictor#model} says of an open one
   */
  public static ModelCard card() {
    return ModelCards.parse(ModelFile.CARD.bytes(), ModelFile.CARD.fileName());
  }

  /**
   * Writes the model's files to a folder, for whoever needs a path: to convert the model, or to
   * edit its card. Each file appears whole or not at all, and the model after what belongs to it.
   *
   * @param folder where to; made if it is not there
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to overwrite files
   *     that are there already
   * @return the model's path, with its card beside it
   * @throws java.nio.file.FileAlreadyExistsException if one of the files is there, and was not to
   *     be overwritten; then nothing is written
   * @throws IOException if they cannot be written
   */
  public static Path unpackTo(Path folder, CopyOption... options) throws IOException {
    return UnpackedModel.to(folder, options);
  }
}
