package io.pneumonia.web.application;

import io.pneumonia.Explanation;
import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelId;
import io.pneumonia.web.configuration.ServerConfiguration.ModelChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model in force, which another may replace while pictures are analysed: each gets its answer
 * from one or the other. The administrator's threshold decides where one is set.
 */
public final class ActiveModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveModel.class);

  private volatile Predictor current;
  private final LiveSettings settings;

  ActiveModel(Predictor predictor, LiveSettings settings) {
    this.current = predictor;
    this.settings = settings;
  }

  /** Opens a model, so that the first picture is not slower than others. */
  static Predictor open(ModelChoice choice) {
    Predictor predictor = predictor(choice);
    try {
      predictor.warmUp();
      return predictor;
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  private static Predictor predictor(ModelChoice choice) {
    return choice
        .ownFile()
        .map(file -> Predictors.open(applied(choice, PredictorOptions.of(file, choice.backend()))))
        .orElseGet(() -> BundledModel.open(choice.backend(), usual -> applied(choice, usual)));
  }

  private static PredictorOptions applied(ModelChoice choice, PredictorOptions usual) {
    PredictorOptions options =
        usual.withThreads(choice.threads()).withDecodeMode(choice.decodeMode());
    return choice.card() == null ? options : options.withCard(choice.card());
  }

  /**
   * Predicts one picture with the model in force, at the threshold in force.
   *
   * @param image the picture
   * @return the prediction
   * @throws io.pneumonia.error.PneumoniaException as {@link Predictor#predict(EncodedImage)}
   */
  public Prediction predict(EncodedImage image) {
    return use(
        predictor -> {
          Prediction prediction = predictor.predict(image).at(threshold(predictor.threshold()));
          requireAllowed(prediction.image(), predictor.limits());
          LOG.debug("analysed in {} ms", prediction.timings().total().toMillis());
          return prediction;
        });
  }

  /**
   * Tells which places of a picture a score rests on, where the model in force can do that in one
   * run.
   *
   * @param image the picture
   * @return the explanation, at the card's threshold; empty where it would take many runs
   * @throws io.pneumonia.error.PneumoniaException as {@link Predictor#explain(EncodedImage)}
   */
  public Optional<Explanation> explain(EncodedImage image) {
    return use(
        predictor ->
            predictor.evidenceMethod() == EvidenceMethod.CLASS_ACTIVATION
                ? Optional.of(predictor.explain(image))
                : Optional.empty());
  }

  private <T> T use(Function<Predictor, T> work) {
    while (true) {
      Predictor predictor = current;
      try {
        return work.apply(predictor);
      } catch (InferenceFailed e) {
        boolean replaced = e.code() == ErrorCode.CLOSED && current != predictor;
        if (!replaced) {
          throw e;
        }
      }
    }
  }

  /** Administrators may allow fewer pixels than what the predictor was opened with. */
  private void requireAllowed(Prediction.ImageInfo image, DecodeLimits limits) {
    long pixels = (long) image.width() * image.height();
    long most = settings.maxImagePixels(limits.maxPixels());
    if (pixels > most) {
      throw new ImageRejected(
          ErrorCode.IMAGE_TOO_MANY_PIXELS,
          "%s: expected at most %,d pixels, found %,d".formatted(image.name(), most, pixels));
    }
  }

  /**
   * The threshold in force.
   *
   * @return the administrator's, or else the card's
   */
  public Threshold threshold() {
    return threshold(current.threshold());
  }

  /**
   * The threshold that would be in force with a model.
   *
   * @param card the model's
   * @return the administrator's, or else the card's
   */
  public Threshold threshold(ModelCard card) {
    return threshold(card.threshold());
  }

  private Threshold threshold(Threshold ofCard) {
    OptionalDouble administrators = settings.threshold();
    return administrators.isEmpty() || administrators.getAsDouble() == ofCard.value()
        ? ofCard
        : Threshold.of(administrators.getAsDouble());
  }

  /**
   * What the model demands and how it was measured.
   *
   * @return the card in force
   */
  public ModelCard card() {
    return current.card();
  }

  /**
   * Which model it is.
   *
   * @return name, version and digest
   */
  public ModelId id() {
    return current.model();
  }

  /**
   * What runs it.
   *
   * @return the backend's name
   */
  public String backend() {
    return current.backend();
  }

  /**
   * What was inferred about it and what looks wrong.
   *
   * @return sentences
   */
  public List<String> notes() {
    return current.notes();
  }

  /**
   * What a picture may cost.
   *
   * @return the largest file in bytes
   */
  public long maxImageBytes() {
    return settings.maxImageBytes(current.limits().maxBytes());
  }

  /** Throws if the model in force fails the check. */
  void check(GoldenPicture golden) {
    use(
        predictor -> {
          golden.check(predictor);
          return predictor;
        });
  }

  /** Puts another model in force; pictures that are being analysed are waited for. */
  void replace(Predictor next) {
    Predictor before = current;
    current = next;
    before.close();
  }

  /** Frees the model. */
  @Override
  public void close() {
    current.close();
  }
}
