package io.pneumonia.cli;

import io.pneumonia.Backends;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.model.InferredCard;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model file as far as it can be known without predicting: a Keras file is read, anything else is
 * opened by the backend that opens it.
 *
 * @param signature shapes and format
 * @param keras the layers, or null where the file is not Keras'
 * @param sha256 of the file
 */
record InspectedModel(ModelSignature signature, @Nullable KerasModel keras, String sha256) {

  static InspectedModel of(Path file) {
    String sha256 = ModelCards.sha256(file);
    if (Files.isRegularFile(file) && KerasFiles.recognises(file)) {
      KerasModel keras = KerasFiles.read(file, Optional.empty());
      return new InspectedModel(keras.signature(), keras, sha256);
    }
    return new InspectedModel(openedSignature(file), null, sha256);
  }

  /** The card that would be used: the one given, the one beside the file, or an inferred one. */
  InferredCard card(Path file) {
    Optional<ModelCard> found = ModelCards.find(file);
    return found
        .map(card -> new InferredCard(card, ModelCards.check(card, signature, file.toString())))
        .orElseGet(() -> template(file));
  }

  /** A card to edit: inferred, whatever lies beside the file. */
  InferredCard template(Path file) {
    return ModelCards.infer(signature, ModelId.ofFile(file, sha256));
  }

  private static ModelSignature openedSignature(Path file) {
    for (InferenceBackendProvider backend : Backends.all()) {
      try (InferenceSession session = backend.open(file, BackendOptions.DEFAULT)) {
        return session.signature();
      } catch (BackendUnavailable e) {
        if (e.code() != ErrorCode.BACKEND_MODEL_UNSUPPORTED) {
          throw e;
        }
      }
    }
    throw new ModelRejected(
        ErrorCode.MODEL_TYPE_UNKNOWN, file + ": no backend on the class path opens this file");
  }
}
