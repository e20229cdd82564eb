package io.pneumonia;

import io.pneumonia.decision.Threshold;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.Reduction;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelId;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import io.pneumonia.work.SharedTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Pictures in, predictions out. Safe for any number of threads; the only thing that a user closes.
 * Open one with {@link Predictors}, keep it, and share it.
 */
public final class Predictor implements AutoCloseable {

  private final Stages stages;
  private final boolean sideBySide;
  private final Explainer explainer;
  private final RunGuard guard = new RunGuard("predictor");
  private final Workers workers = new Workers();
  private final AtomicInteger predicting = new AtomicInteger();

  /**
   * A predictor.
   *
   * @param sideBySide whether several pictures pass the network at a time, each on one thread
   */
  Predictor(Stages stages, boolean sideBySide) {
    this.stages = stages;
    this.sideBySide = sideBySide;
    this.explainer = new Explainer(stages);
  }

  /**
   * Predicts one picture.
   *
   * @param image the picture
   * @return the decision and what it rests on
   * @throws io.pneumonia.error.ImageRejected if the picture cannot be used, or the model's input
   *     gate refuses it ({@code NOT_A_CHEST_XRAY})
   * @throws InferenceFailed if the network fails ({@code INFERENCE_FAILED}) or this is closed
   *     ({@code CLOSED})
   */
  public Prediction predict(EncodedImage image) {
    return guard.run(() -> predictNow(image));
  }

  private Prediction predictNow(EncodedImage image) {
    try {
      // With as many callers as processors none is idle, and to share is only more work.
      boolean anyIdle = predicting.incrementAndGet() < SharedTask.processors();
      Stages.Prepared prepared = anyIdle ? stages.prepareShared(image) : stages.prepare(image);
      long start = System.nanoTime();
      TappedOutput output = stages.run(List.of(prepared));
      return stages.decide(prepared, output, 0, System.nanoTime() - start);
    } finally {
      predicting.decrementAndGet();
    }
  }

  /**
   * Predicts one picture and tells which places the score rests on, in the way that this network
   * allows: see {@link #evidenceMethod}.
   *
   * @param image the picture
   * @return the prediction, bit for bit that of {@link #predict(EncodedImage)} in decode mode
   *     {@code EXACT}, which is used here whatever the options say; and its map
   * @throws io.pneumonia.error.ImageRejected as {@link #predict(EncodedImage)} throws it
   * @throws InferenceFailed as {@link #predict(EncodedImage)} throws it
   */
  public Explanation explain(EncodedImage image) {
    return explain(image, ExplainOptions.DEFAULT);
  }

  /**
   * Predicts one picture and tells which places the score rests on.
   *
   * @param image the picture
   * @param options how
   * @return the prediction, bit for bit that of {@link #predict(EncodedImage)} in decode mode
   *     {@code EXACT}, which is used here whatever the options say; and its map
   * @throws io.pneumonia.error.ImageRejected as {@link #predict(EncodedImage)} throws it
   * @throws InferenceFailed as {@link #predict(EncodedImage)} throws it
   * @throws IllegalArgumentException if the options want a class activation map, and this network
   *     has none
   */
  public Explanation explain(EncodedImage image, ExplainOptions options) {
    return guard.run(() -> explainer.explain(image, options));
  }

  /**
   * How {@link #explain(EncodedImage)} finds out what the score rests on.
   *
   * @return class activation where the file tells its layers and a mean and dense layers come last,
   *     else occlusion, which runs the network many times a picture
   */
  public EvidenceMethod evidenceMethod() {
    return explainer.method();
  }

  /**
   * Predicts several pictures, decoding on all processors and running the network in batches; or,
   * opened with {@link PredictorOptions#withThreads withThreads(1)}, as many pictures side by side
   * as there are processors, which takes less time in all.
   *
   * @param images the pictures
   * @return one prediction each, in their order
   * @throws io.pneumonia.error.ImageRejected for the first picture that cannot be used; see {@link
   *     #predictEach} to go on instead
   * @throws InferenceFailed if the network fails or this is closed
   */
  public List<Prediction> predict(List<EncodedImage> images) {
    try (Stream<Outcome> outcomes = predictEach(images.stream())) {
      return outcomes.map(Predictor::orThrow).toList();
    }
  }

  private static Prediction orThrow(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw refused.error();
    }
    return ((Outcome.Predicted) outcome).prediction();
  }

  /**
   * Predicts a stream of any length in bounded memory, in the way of {@link #predict(List)}. A
   * picture that cannot be used is an outcome, not an end.
   *
   * @param images consumed as the result is consumed, a few dozen ahead
   * @return one outcome each, in their order; to be closed if it is not consumed to its end
   */
  public Stream<Outcome> predictEach(Stream<EncodedImage> images) {
    return outcomes(images.map(image -> new Lookahead.Source(image.name(), () -> image)));
  }

  /**
   * Predicts a stream of files; see {@link #predictEach}. A file that cannot be read is an outcome.
   *
   * @param files consumed as the result is consumed, a few dozen ahead
   * @return one outcome each, in their order; to be closed if it is not consumed to its end
   */
  public Stream<Outcome> predictFiles(Stream<Path> files) {
    DecodeLimits limits = limits();
    return outcomes(
        files.map(
            file -> new Lookahead.Source(file.toString(), () -> EncodedImage.read(file, limits))));
  }

  private Stream<Outcome> outcomes(Stream<Lookahead.Source> sources) {
    return sideBySide
        ? new SideBySide(stages, guard, workers, sources).outcomes()
        : new Pipeline(stages, guard, workers, sources).outcomes();
  }

  /**
   * Predicts one picture on another thread.
   *
   * @param image the picture
   * @return completes with the prediction, or with what {@link #predict(EncodedImage)} throws
   */
  public CompletableFuture<Prediction> predictAsync(EncodedImage image) {
    return workers.submit(() -> predict(image));
  }

  /**
   * Predicts one picture in several variants: how far a decision depends on exposure or
   * compression, for instance. The picture is decoded once and whole (decode mode {@code EXACT}),
   * each variant is made of its full-size pixels and preprocessed as the picture itself would be,
   * and one run of the network sees them all; only one variant's pixels are held at a time.
   *
   * @param image the picture
   * @param variants each makes a variant of the decoded pixels; {@link UnaryOperator#identity()}
   *     gives the picture as it is
   * @return one outcome each, in their order: a variant may be refused where others are not. All
   *     predictions have the file's own {@link Prediction.ImageInfo}; the time to make a variant
   *     counts as preprocessing
   * @throws io.pneumonia.error.ImageRejected if the picture cannot be decoded
   * @throws InferenceFailed if the network fails or this is closed
   * @throws IllegalArgumentException if there is no variant
   */
  public List<Outcome> predictVariants(
      EncodedImage image, List<UnaryOperator<PixelImage>> variants) {
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants: expected at least one, found none");
    }
    return guard.run(() -> variantsOf(stages.decode(image), variants));
  }

  private List<Outcome> variantsOf(
      Stages.Decoded decoded, List<UnaryOperator<PixelImage>> variants) {
    List<Stages.Prepared> batch = new ArrayList<>();
    SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      try {
        batch.add(stages.prepare(decoded, variants.get(i)));
        places.add(i);
      } catch (PneumoniaException e) {
        outcomes.put(i, new Outcome.Refused(decoded.info().name(), e));
      }
    }
    if (!batch.isEmpty()) {
      long start = System.nanoTime();
      TappedOutput output = stages.run(batch);
      long each = (System.nanoTime() - start) / batch.size();
      for (int row = 0; row < batch.size(); row++) {
        outcomes.put(places.get(row), stages.outcome(batch.get(row), output, row, each));
      }
    }
    return List.copyOf(outcomes.values());
  }

  /**
   * Predicts one picture in several variants on another thread.
   *
   * @param image the picture
   * @param variants each makes a variant of the decoded pixels
   * @return completes with the outcomes, or with what {@link #predictVariants} throws
   */
  public CompletableFuture<List<Outcome>> predictVariantsAsync(
      EncodedImage image, List<UnaryOperator<PixelImage>> variants) {
    return workers.submit(() -> predictVariants(image, variants));
  }

  /**
   * Runs the network once on a blank input, so that the first picture is not slower than others.
   */
  public void warmUp() {
    TensorShape one = stages.preprocessor().spec().batchShape(1);
    guard.run(() -> stages.run(FloatTensor.write(one, values -> {}), Set.of()));
  }

  /**
   * The card in force, inferred where none was given.
   *
   * @return the card
   */
  public ModelCard card() {
    return stages.provenance().card();
  }

  /**
   * Which model this is.
   *
   * @return name, version and the digest of the file that was opened
   */
  public ModelId model() {
    return stages.provenance().model();
  }

  /**
   * The backend that runs it.
   *
   * @return its name
   */
  public String backend() {
    return stages.provenance().backend();
  }

  /**
   * What a picture may cost.
   *
   * @return the limits it was opened with
   */
  public DecodeLimits limits() {
    return stages.decoder().limits();
  }

  /**
   * The decode mode in force.
   *
   * @return {@code FAST} where it was asked for and the model's filter allows it, so that large
   *     JPEGs are reduced; else {@code EXACT}
   */
  public DecodeMode decodeMode() {
    return stages.reduction().equals(Reduction.NONE) ? DecodeMode.EXACT : DecodeMode.FAST;
  }

  /**
   * The threshold in force.
   *
   * @return the card's, or the one given instead
   */
  public Threshold threshold() {
    return stages.rule().threshold();
  }

  /**
   * What the model's file says about itself.
   *
   * @return shapes and format
   */
  public ModelSignature signature() {
    return stages.session().signature();
  }

  /**
   * What was inferred and what looks wrong, in sentences to show or log.
   *
   * @return empty where a card was given and fits
   */
  public List<String> notes() {
    return stages.provenance().notes();
  }

  /**
   * Waits for running predictions, then frees everything. A second call does nothing; a prediction
   * that comes later is refused.
   */
  @Override
  public void close() {
    guard.closeOnce(stages.session()::close);
    workers.close();
  }
}
