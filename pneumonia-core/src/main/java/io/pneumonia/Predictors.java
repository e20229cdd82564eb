package io.pneumonia;

import io.pneumonia.decision.Threshold;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.gate.GateSpec;
import io.pneumonia.gate.InputGate;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.model.InferredCard;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ConvertingBackendProvider;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * @throws ModelRejected if the model, its card or its input gate cannot be used
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
   * @throws ModelRejected if the model, its card or its input gate cannot be used
   * @throws io.pneumonia.error.BackendUnavailable if the backend cannot be had here
   */
  public static Predictor open(PredictorOptions options) {
    InferenceBackendProvider provider = Backends.named(options.backend());
    provider.prepare();
    try (Companions companions = Companions.of(options)) {
      Optional<ModelCard> card = companions.card();
      InferenceSession session = companions.open(provider, card);
      try {
        return assemble(options, provider.name(), companions.found(card), session);
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    }
  }

  /**
   * Converts a model for a backend and keeps the outcome beside the model, where {@link #open}
   * finds it and need not convert. It is a cache: of another model file, input or version of the
   * backend it is not used, and it may be deleted at any time.
   *
   * @param model the model file; the input's shape is its card's, if it has one
   * @param backend the backend's name, {@code onnx}
   * @return the file written, {@link ModelCards#convertedBeside}
   * @throws ModelRejected if the model or its card cannot be used, or the backend runs it as it is
   * @throws BackendUnavailable if the backend is not there, or converts nothing
   * @throws IOException if the file cannot be written
   */
  public static Path convertAhead(Path model, String backend) throws IOException {
    if (!(Backends.named(backend) instanceof ConvertingBackendProvider converting)) {
      throw new BackendUnavailable(
          ErrorCode.BACKEND_MODEL_UNSUPPORTED,
          "backend \"" + backend + "\" keeps no conversions of models: expected one that does");
    }
    TensorShape input =
        ModelCards.find(model).map(card -> card.preprocess().batchShape(-1)).orElse(null);
    Path target = ModelCards.convertedBeside(model, backend);
    converting.convertAhead(
        model, target, new BackendOptions(0, BackendOptions.DEFAULT.device(), input));
    return target;
  }

  private static Predictor assemble(
      PredictorOptions options, String backend, Companions.Found found, InferenceSession session) {
    ModelSignature signature = session.signature();
    InferredCard card =
        found
            .card()
            .map(one -> new InferredCard(one, check(one, signature, options)))
            .orElseGet(() -> ModelCards.infer(signature, found.id()));
    ModelCard inForce = card.card();
    Threshold threshold = options.threshold() == null ? inForce.threshold() : options.threshold();
    Admission admission = admission(options, found.gate(), session);
    List<String> notes = new ArrayList<>(card.notes());
    admission.note().ifPresent(notes::add);
    return new Predictor(
        new Stages(
            new ImageDecoder(options.limits(), options.sixteenBitGrey()),
            options.decodeMode().reduction(inForce.preprocess()),
            admission,
            Preprocessor.of(inForce.preprocess()),
            session,
            new Stages.Rule(inForce.scoreReader(), threshold),
            new Stages.Provenance(inForce, found.id(), backend, notes)),
        options.threads() == 1);
  }

  private static Admission admission(
      PredictorOptions options, Optional<GateSpec> gate, InferenceSession session) {
    String name = options.model().toString();
    return new Admission(
        gate.map(spec -> InputGate.of(spec, session.taps(), name)).orElse(null),
        options.gate() == GatePolicy.REFUSE);
  }

  private static List<String> check(
      ModelCard card, ModelSignature signature, PredictorOptions options) {
    return ModelCards.check(card, signature, options.model().toString());
  }
}
