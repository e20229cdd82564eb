package io.pneumonia;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelId;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.RunGuard;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in, predictions out. Safe for any number of threads; the only thing that a user closes.
 * Open one with {@link Predictors}, keep it, and share it.
 */
public final class Predictor implements AutoCloseable {

  private final ImageDecoder decoder;
  private final Admission admission;
  private final Preprocessor preprocessor;
  private final InferenceSession session;
  private final Rule rule;
  private final Provenance provenance;
  private final RunGuard guard = new RunGuard("predictor");
  private final Workers workers = new Workers();

  Predictor(
      ImageDecoder decoder,
      Admission admission,
      Preprocessor preprocessor,
      InferenceSession session,
      Rule rule,
      Provenance provenance) {
    this.decoder = decoder;
    this.admission = admission;
    this.preprocessor = preprocessor;
    this.session = session;
    this.rule = rule;
    this.provenance = provenance;
  }

  /** How an output becomes a decision. */
  record Rule(ScoreReader reader, Threshold threshold) {}

  /** Where predictions come from. */
  record Provenance(ModelCard card, ModelId model, String backend, List<String> notes) {
    Provenance {
      notes = List.copyOf(notes);
    }
  }

  /** A picture ready for the network, with what is known of it so far. */
  record Prepared(
      Prediction.ImageInfo image,
      List<Objection> objections,
      FloatTensor tensor,
      long decodeNanos,
      long prepareNanos) {}

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
    return guard.run(
        () -> {
          Prepared prepared = prepare(image);
          long start = System.nanoTime();
          TappedOutput output = run(prepared.tensor());
          return decide(prepared, output, 0, System.nanoTime() - start);
        });
  }

  /**
   * Predicts several pictures, decoding on all processors and running the network in batches.
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
   * Predicts a stream of any length in bounded memory, decoding on all processors and running the
   * network in batches. A picture that cannot be used is an outcome, not an end.
   *
   * @param images consumed as the result is consumed, a few dozen ahead
   * @return one outcome each, in their order; to be closed if it is not consumed to its end
   */
  public Stream<Outcome> predictEach(Stream<EncodedImage> images) {
    return pipeline(images.map(image -> new Pipeline.Source(image.name(), () -> image)));
  }

  /**
   * Predicts a stream of files; see {@link #predictEach}. A file that cannot be read is an outcome.
   *
   * @param files consumed as the result is consumed, a few dozen ahead
   * @return one outcome each, in their order; to be closed if it is not consumed to its end
   */
  public Stream<Outcome> predictFiles(Stream<Path> files) {
    DecodeLimits limits = decoder.limits();
    return pipeline(
        files.map(
            file -> new Pipeline.Source(file.toString(), () -> EncodedImage.read(file, limits))));
  }

  private Stream<Outcome> pipeline(Stream<Pipeline.Source> sources) {
    return new Pipeline(this, workers, sources).outcomes();
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
   * compression, for instance. The picture is decoded once, each variant is made of its full-size
   * pixels and preprocessed as the picture itself would be, and one run of the network sees them
   * all; only one variant's pixels are held at a time.
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
    return guard.run(() -> variantsOf(decode(image), variants));
  }

  private List<Outcome> variantsOf(Decoded decoded, List<UnaryOperator<PixelImage>> variants) {
    List<Prepared> batch = new ArrayList<>();
    SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      try {
        batch.add(prepare(decoded, variants.get(i)));
        places.add(i);
      } catch (PneumoniaException e) {
        outcomes.put(i, new Outcome.Refused(decoded.image().name(), e));
      }
    }
    if (!batch.isEmpty()) {
      long start = System.nanoTime();
      TappedOutput output = run(batch);
      long each = (System.nanoTime() - start) / batch.size();
      for (int row = 0; row < batch.size(); row++) {
        outcomes.put(places.get(row), outcome(batch.get(row), output, row, each));
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
    TensorShape one = preprocessor.spec().batchShape(1);
    guard.run(() -> run(FloatTensor.write(one, values -> {})));
  }

  /** Bytes to tensor; for one picture, on the caller's thread. */
  Prepared prepare(EncodedImage encoded) {
    return prepare(decode(encoded), UnaryOperator.identity());
  }

  private Prepared prepare(Decoded decoded, UnaryOperator<PixelImage> variant) {
    long start = System.nanoTime();
    PixelImage pixels = variant.apply(decoded.pixels());
    List<Objection> objections = admission.look(decoded.image().name(), pixels);
    FloatTensor tensor = preprocessor.apply(pixels);
    return new Prepared(
        decoded.image(), objections, tensor, decoded.nanos(), System.nanoTime() - start);
  }

  private Decoded decode(EncodedImage encoded) {
    long start = System.nanoTime();
    PixelImage pixels = decoder.decode(encoded);
    Prediction.ImageInfo info =
        new Prediction.ImageInfo(
            encoded.name(), encoded.sha256(), pixels.width(), pixels.height(), encoded.size());
    return new Decoded(info, pixels, System.nanoTime() - start);
  }

  /** A picture before its preprocessing. */
  private record Decoded(Prediction.ImageInfo image, PixelImage pixels, long nanos) {}

  /** One run for all of them; one output row each. */
  TappedOutput run(List<Prepared> batch) {
    return guard.run(() -> run(batch.size() == 1 ? batch.get(0).tensor() : stack(batch)));
  }

  private TappedOutput run(FloatTensor input) {
    return session.run(input, admission.taps());
  }

  private FloatTensor stack(List<Prepared> batch) {
    return FloatTensor.write(
        preprocessor.spec().batchShape(batch.size()),
        values -> {
          int offset = 0;
          for (Prepared prepared : batch) {
            prepared.tensor().copyTo(0, values, offset, prepared.tensor().size());
            offset += prepared.tensor().size();
          }
        });
  }

  /** One output row to a prediction, or to the reason why there is none. */
  Outcome outcome(Prepared prepared, TappedOutput output, int row, long inferNanos) {
    try {
      return new Outcome.Predicted(decide(prepared, output, row, inferNanos));
    } catch (PneumoniaException e) {
      return new Outcome.Refused(prepared.image().name(), e);
    }
  }

  /** One output row to a prediction, unless the input gate refuses the picture. */
  Prediction decide(Prepared prepared, TappedOutput tapped, int row, long inferNanos) {
    long start = System.nanoTime();
    @Nullable GateVerdict verdict =
        admission.judge(prepared.image().name(), prepared.objections(), tapped, row);
    FloatTensor output = tapped.output();
    Decision decision = Decision.of(rule.reader().read(output, row), rule.threshold());
    List<Float> values = row(output, row);
    StageTimings timings =
        StageTimings.ofNanos(
            prepared.decodeNanos(), prepared.prepareNanos(), inferNanos, System.nanoTime() - start);
    return new Prediction(
        prepared.image(),
        decision,
        values,
        provenance.model(),
        provenance.backend(),
        timings,
        verdict);
  }

  private static List<Float> row(FloatTensor output, int row) {
    int width = output.size() / (int) output.shape().size(0);
    Float[] values = new Float[width];
    for (int i = 0; i < width; i++) {
      values[i] = output.get(row * width + i);
    }
    return List.of(values);
  }

  /**
   * The card in force, inferred where none was given.
   *
   * @return the card
   */
  public ModelCard card() {
    return provenance.card();
  }

  /**
   * Which model this is.
   *
   * @return name, version and the digest of the file that was opened
   */
  public ModelId model() {
    return provenance.model();
  }

  /**
   * The backend that runs it.
   *
   * @return its name
   */
  public String backend() {
    return provenance.backend();
  }

  /**
   * What a picture may cost.
   *
   * @return the limits it was opened with
   */
  public DecodeLimits limits() {
    return decoder.limits();
  }

  /**
   * The threshold in force.
   *
   * @return the card's, or the one given instead
   */
  public Threshold threshold() {
    return rule.threshold();
  }

  /**
   * What the model's file says about itself.
   *
   * @return shapes and format
   */
  public ModelSignature signature() {
    return session.signature();
  }

  /**
   * What was inferred and what looks wrong, in sentences to show or log.
   *
   * @return empty where a card was given and fits
   */
  public List<String> notes() {
    return provenance.notes();
  }

  /**
   * Waits for running predictions, then frees everything. A second call does nothing; a prediction
   * that comes later is refused.
   */
  @Override
  public void close() {
    guard.closeOnce(session::close);
    workers.close();
  }
}
