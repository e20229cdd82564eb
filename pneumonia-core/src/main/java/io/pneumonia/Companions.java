package io.pneumonia;

import io.pneumonia.error.PneumoniaException;
import io.pneumonia.gate.GateReader;
import io.pneumonia.gate.GateSpec;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ConvertingBackendProvider;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/**
 * What belongs to a model file while it is opened: its digest and its input gate are read on other
 * threads, beside the backend's own work, which is less where the model was converted beforehand.
 * Of several things that are wrong, the same one is told as if all were done one after the other:
 * first the digest, then card, mismatch, gate and backend.
 */
final class Companions implements AutoCloseable {

  /** What lies beside a model, and which model it is. */
  record Found(Optional<ModelCard> card, Optional<GateSpec> gate, ModelId id) {}

  private final PredictorOptions options;
  private final Workers workers;
  private final CompletableFuture<String> digest;
  private final CompletableFuture<Optional<GateSpec>> gate;

  private Companions(PredictorOptions options, Workers workers) {
    this.options = options;
    this.workers = workers;
    this.digest = workers.submit(() -> ModelCards.sha256(options.model()));
    this.gate = digest.thenApply(sha256 -> gate(options, sha256));
  }

  /** Begins to read. */
  static Companions of(PredictorOptions options) {
    return new Companions(options, new Workers());
  }

  private static Optional<GateSpec> gate(PredictorOptions options, String sha256) {
    return options.gate() == GatePolicy.OFF
        ? Optional.empty()
        : GateReader.find(options.model(), sha256);
  }

  /** The card, if there is one. */
  Optional<ModelCard> card() {
    try {
      Path given = options.card();
      return given == null ? ModelCards.find(options.model()) : Optional.of(ModelCards.read(given));
    } catch (PneumoniaException e) {
      result(digest);
      throw e;
    }
  }

  /** Opens the model itself. */
  InferenceSession open(InferenceBackendProvider provider, Optional<ModelCard> card) {
    TensorShape input = card.map(given -> given.preprocess().batchShape(-1)).orElse(null);
    BackendOptions how = new BackendOptions(options.threads(), options.device(), input);
    try {
      return openConverted(provider, how).orElseGet(() -> provider.open(options.model(), how));
    } catch (PneumoniaException e) {
      found(card);
      throw e;
    }
  }

  /** Opens the model by what was converted beforehand, if that lies there and fits. */
  private Optional<InferenceSession> openConverted(
      InferenceBackendProvider provider, BackendOptions how) {
    Path file = ModelCards.convertedBeside(options.model(), provider.name());
    if (!(provider instanceof ConvertingBackendProvider converting) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<InferenceSession> session =
        converting.openConverted(options.model(), file, () -> result(digest), how);
    if (session.isEmpty()) {
      // Logging takes its time to start, and most never need it.
      LoggerFactory.getLogger(Companions.class)
          .debug("{} is not the conversion of {} by this version: not used", file, options.model());
    }
    return session;
  }

  /** Everything, waiting for what is still being read. */
  Found found(Optional<ModelCard> card) {
    String sha256 = result(digest);
    ModelId id =
        card.map(given -> ModelCards.verifyDigest(given, sha256, options.model().toString()))
            .orElseGet(() -> ModelId.ofFile(options.model(), sha256));
    return new Found(card, result(gate), id);
  }

  private static <T> T result(CompletableFuture<T> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PneumoniaException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /** Waits: the caller may want to delete the files. */
  @Override
  public void close() {
    gate.handle((read, failure) -> read == null).join();
    workers.close();
  }
}
