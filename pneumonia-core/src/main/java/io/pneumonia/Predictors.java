package io.pneumonia;

import io.pneumonia.decision.Threshold;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.model.InferredCard;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens predictors: the one place where the stages are put together. */
public final class Predictors {

  private Predictors() {}

  /**
   * Opens a model on a backend, with the card beside the model, or an inferred one.
   *
   * @param model the model file, or the folder of a SavedModel
   * @param backend the backend's name, {@code onnx} or {@code tensorflow}
   * @return the predictor, to be closed by the caller
   * @throws ModelRejected if the model or its card cannot be used
   * @throws io.pneumonia.error.BackendUnavailable if the backend cannot be had here
   */
  public static Predictor open(Path model, String backend) {
    return open(PredictorOptions.of(model, backend));
  }

  /**
   * Opens a model.
   *
   * @param options which, and how
   * @return the predictor, to be closed by the caller
   * @throws ModelRejected if the model or its card cannot be used
   * @throws io.pneumonia.error.BackendUnavailable if the backend cannot be had here
   */
  public static Predictor open(PredictorOptions options) {
    InferenceBackendProvider provider = Backends.named(options.backend());
    Path model = options.model();
    String sha256 = ModelCards.sha256(model);
    Optional<ModelCard> card =
        options.card() == null
            ? ModelCards.find(model)
            : Optional.of(ModelCards.read(options.card()));
    ModelId id =
        card.map(given -> ModelCards.verifyDigest(given, sha256, model.toString()))
            .orElseGet(() -> ModelId.ofFile(model, sha256));
    TensorShape input = card.map(given -> given.preprocess().batchShape(-1)).orElse(null);
    InferenceSession session =
        provider.open(model, new BackendOptions(options.threads(), options.device(), input));
    try {
      return assemble(options, provider.name(), card, id, session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Predictor assemble(
      PredictorOptions options,
      String backend,
      Optional<ModelCard> given,
      ModelId id,
      InferenceSession session) {
    ModelSignature signature = session.signature();
    InferredCard card =
        given
            .map(one -> new InferredCard(one, check(one, signature, options)))
            .orElseGet(() -> ModelCards.infer(signature, id));
    ModelCard inForce = card.card();
    Threshold threshold = options.threshold() == null ? inForce.threshold() : options.threshold();
    return new Predictor(
        new ImageDecoder(options.limits(), options.sixteenBitGrey()),
        Preprocessor.of(inForce.preprocess()),
        session,
        new Predictor.Rule(inForce.scoreReader(), threshold),
        new Predictor.Provenance(inForce, id, backend, card.notes()));
  }

  private static List<String> check(
      ModelCard card, ModelSignature signature, PredictorOptions options) {
    return ModelCards.check(card, signature, options.model().toString());
  }
}
