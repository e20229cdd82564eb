package io.pneumonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.decision.Finding;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
  }

  @AfterEach
  void noSessionIsLeftOpen() {
    assertThat(BrightnessBackend.OPEN_SESSIONS.get()).isZero();
  }

  private Predictor open() {
    return open(0);
  }

  /** With 1, whole pictures pass side by side; else they are batched. */
  private Predictor open(int threads) {
    return Predictors.open(PredictorOptions.of(model, "brightness").withThreads(threads));
  }

  @Test
  void predictsOnePictureWithItsProvenance() {
    try (Predictor predictor = open()) {
      EncodedImage picture = GreyPicture.of("bright.png", 204);
      Prediction prediction = predictor.predict(picture);
      assertThat(prediction.decision().finding()).isEqualTo(Finding.PNEUMONIA);
      assertThat(prediction.decision().rawScore().value()).isCloseTo(0.8, within(1e-6));
      assertThat(prediction.output()).hasSize(1);
      assertThat(prediction.image())
          .isEqualTo(
              new Prediction.ImageInfo("bright.png", picture.sha256(), 8, 8, picture.size()));
      assertThat(prediction.backend()).isEqualTo("brightness");
      assertThat(prediction.model().name()).isEqualTo("net");
      assertThat(prediction.model().sha256()).isEqualTo(ModelCards.sha256(model));
      assertThat(prediction.timings().total()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void predictsListInOrderAndAsSingles(int threads) {
    try (Predictor predictor = open(threads)) {
      List<EncodedImage> pictures =
          IntStream.range(1, 60).mapToObj(i -> GreyPicture.of("p" + i, i * 4)).toList();
      List<Prediction> predictions = predictor.predict(pictures);
      assertThat(predictions).hasSize(59);
      for (int i = 0; i < pictures.size(); i++) {
        Prediction single = predictor.predict(pictures.get(i));
        assertThat(predictions.get(i).image()).isEqualTo(single.image());
        assertThat(predictions.get(i).decision()).isEqualTo(single.decision());
        assertThat(predictions.get(i).output()).isEqualTo(single.output());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void listStopsAtThePictureThatIsRefused(int threads) {
    try (Predictor predictor = open(threads)) {
      List<EncodedImage> pictures =
          List.of(GreyPicture.of("good", 9), EncodedImage.of("bad", new byte[] {1, 2, 3}));
      ImageRejected error =
          catchThrowableOfType(ImageRejected.class, () -> predictor.predict(pictures));
      assertThat(error.code()).isEqualTo(ErrorCode.IMAGE_TYPE_UNSUPPORTED);
      assertThat(error).hasMessageContaining("bad");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void streamGoesOnAfterPicturesThatAreRefused(int threads) {
    try (Predictor predictor = open(threads);
        Stream<Outcome> outcomes =
            predictor.predictEach(
                Stream.of(
                    EncodedImage.of("empty", new byte[0]),
                    GreyPicture.of("a", 50),
                    GreyPicture.of("black", 0),
                    EncodedImage.of(
                        "text", "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    GreyPicture.of("b", 200)))) {
      List<String> told = outcomes.map(PredictorTest::tell).toList();
      assertThat(told)
          .containsExactly(
              "empty IMAGE_EMPTY",
              "a NORMAL",
              "black INFERENCE_FAILED",
              "text IMAGE_TYPE_UNSUPPORTED",
              "b PNEUMONIA");
    }
  }

  private static String tell(Outcome outcome) {
    String what =
        outcome instanceof Outcome.Predicted predicted
            ? predicted.prediction().decision().finding().name()
            : ((Outcome.Refused) outcome).error().code().name();
    return outcome.name() + " " + what;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void streamIsReadOnlyAFewPicturesAhead(int threads) {
    AtomicInteger taken = new AtomicInteger();
    Stream<EncodedImage> endless =
        Stream.generate(() -> GreyPicture.of("p", 30)).peek(each -> taken.incrementAndGet());
    try (Predictor predictor = open(threads);
        Stream<Outcome> outcomes = predictor.predictEach(endless)) {
      assertThat(outcomes.limit(100).count()).isEqualTo(100);
      assertThat(taken.get())
          .isLessThanOrEqualTo(100 + 8 + 2 * Runtime.getRuntime().availableProcessors());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void closingTheOutcomesClosesTheSource(int threads) {
    List<String> closed = new ArrayList<>();
    Stream<EncodedImage> source =
        Stream.of(GreyPicture.of("p", 30)).onClose(() -> closed.add("source"));
    try (Predictor predictor = open(threads)) {
      predictor.predictEach(source).close();
    }
    assertThat(closed).containsExactly("source");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void filesThatCannotBeReadAreOutcomes(int threads) throws IOException {
    Path picture = Files.write(folder.resolve("p.png"), GreyPicture.png(200));
    try (Predictor predictor = open(threads);
        Stream<Outcome> outcomes =
            predictor.predictFiles(Stream.of(folder.resolve("none.png"), picture))) {
      assertThat(outcomes.map(PredictorTest::tell))
          .containsExactly(
              folder.resolve("none.png") + " IMAGE_UNREADABLE", picture + " PNEUMONIA");
    }
  }

  @Test
  void brokenOutputIsAnErrorAndNeverAResult() {
    try (Predictor predictor = open()) {
      EncodedImage black = GreyPicture.of("black", 0);
      assertThatThrownBy(() -> predictor.predict(black))
          .isInstanceOf(InferenceFailed.class)
          .extracting(each -> ((PneumoniaException) each).code())
          .isEqualTo(ErrorCode.INFERENCE_FAILED);
    }
  }

  @Test
  void predictsAsynchronously() {
    try (Predictor predictor = open()) {
      predictor.warmUp();
      assertThat(predictor.predictAsync(GreyPicture.of("p", 10)).join().decision().finding())
          .isEqualTo(Finding.NORMAL);
      assertThatThrownBy(() -> predictor.predictAsync(EncodedImage.of("e", new byte[0])).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ImageRejected.class);
    }
  }

  @Test
  void predictsVariantsOfTheDecodedPixelsInOneRun() {
    UnaryOperator<PixelImage> darker =
        pixels -> {
          byte[] samples = pixels.toArray();
          for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((samples[i] & 0xFF) / 2);
          }
          return PixelImage.of(pixels.width(), pixels.height(), pixels.channels(), samples);
        };
    UnaryOperator<PixelImage> smaller = pixels -> PixelImage.of(1, 1, 1, new byte[] {51});
    EncodedImage picture = GreyPicture.of("p", 204);
    try (Predictor predictor = open()) {
      List<Prediction> variants =
          predictor
              .predictVariants(picture, List.of(UnaryOperator.identity(), darker, smaller))
              .stream()
              .map(outcome -> ((Outcome.Predicted) outcome).prediction())
              .toList();
      assertThat(variants.get(0).output()).isEqualTo(predictor.predict(picture).output());
      assertThat(variants)
          .extracting(each -> each.decision().finding())
          .containsExactly(Finding.PNEUMONIA, Finding.NORMAL, Finding.NORMAL);
      assertThat(variants.get(1).decision().rawScore().value()).isCloseTo(0.4, within(1e-6));
      assertThat(variants.get(2).decision().rawScore().value()).isCloseTo(0.2, within(1e-6));
      assertThat(variants).extracting(Prediction::image).containsOnly(variants.get(0).image());
      assertThat(variants.get(2).image().width()).isEqualTo(8);
      assertThat(predictor.predictVariantsAsync(picture, List.of(darker)).join()).hasSize(1);
      assertThat(predictor.limits()).isEqualTo(DecodeLimits.DEFAULT);
    }
  }

  @Test
  void variantsAreRefusedOneByOne() {
    UnaryOperator<PixelImage> black = pixels -> PixelImage.of(1, 1, 1, new byte[1]);
    UnaryOperator<PixelImage> huge = pixels -> PixelImage.of(65_536, 1, 1, new byte[65_536]);
    EncodedImage picture = GreyPicture.of("p", 204);
    try (Predictor predictor = open()) {
      List<UnaryOperator<PixelImage>> variants =
          List.of(huge, black, UnaryOperator.identity(), huge);
      assertThat(predictor.predictVariants(picture, variants).stream().map(PredictorTest::tell))
          .containsExactly(
              "p IMAGE_TOO_MANY_PIXELS",
              "p INFERENCE_FAILED",
              "p PNEUMONIA",
              "p IMAGE_TOO_MANY_PIXELS");
      assertThat(predictor.predictVariants(picture, List.of(huge)))
          .singleElement()
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void variantsOfABadPictureOrNoneAreRefused() {
    try (Predictor predictor = open()) {
      EncodedImage text = EncodedImage.of("text", new byte[] {1, 2, 3});
      assertThatThrownBy(() -> predictor.predictVariants(text, List.of(UnaryOperator.identity())))
          .isInstanceOf(ImageRejected.class);
      assertThatThrownBy(() -> predictor.predictVariants(GreyPicture.of("p", 9), List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void closedPredictorRefusesEverything(int threads) {
    Predictor predictor = open(threads);
    predictor.close();
    predictor.close();
    EncodedImage picture = GreyPicture.of("p", 10);
    List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls =
        List.of(
            () -> predictor.predict(picture),
            () -> predictor.predict(List.of(picture)),
            predictor::warmUp,
            () -> predictor.predictVariants(picture, List.of(UnaryOperator.identity())),
            () -> throwCause(() -> predictor.predictAsync(picture).join()));
    for (var call : calls) {
      InferenceFailed error = catchThrowableOfType(InferenceFailed.class, call);
      assertThat(error.code()).isEqualTo(ErrorCode.CLOSED);
    }
  }

  private static void throwCause(Runnable call) throws Throwable {
    try {
      call.run();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  @Test
  void closeWhilePredictingEndsInPredictionsOrRefusals() throws InterruptedException {
    Predictor predictor = open();
    List<Throwable> unexpected = new ArrayList<>();
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(i -> new Thread(() -> predictUntilClosed(predictor, unexpected)))
            .toList();
    threads.forEach(Thread::start);
    Thread.sleep(50);
    predictor.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(unexpected).isEmpty();
  }

  private static void predictUntilClosed(Predictor predictor, List<Throwable> unexpected) {
    try {
      while (true) {
        predictor.predict(GreyPicture.of("p", 77));
      }
    } catch (PneumoniaException e) {
      if (e.code() != ErrorCode.CLOSED) {
        synchronized (unexpected) {
          unexpected.add(e);
        }
      }
    }
  }

  @Test
  void saysWhatWasInferredWithoutACard() {
    try (Predictor predictor = open()) {
      assertThat(predictor.notes()).isNotEmpty();
      assertThat(predictor.card().preprocess().width()).isEqualTo(BrightnessBackend.SIDE);
    }
  }

  @Test
  void takesTheCardBesideTheModel() throws IOException {
    try (Predictor predictor = open()) {
      ModelCards.write(predictor.card(), ModelCards.beside(model));
    }
    try (Predictor predictor = open()) {
      assertThat(predictor.card().name()).isEqualTo("net");
    }
    Files.writeString(model, "other bytes");
    assertThatThrownBy(this::open)
        .isInstanceOf(ModelRejected.class)
        .extracting(each -> ((PneumoniaException) each).code())
        .isEqualTo(ErrorCode.MODEL_DIGEST_MISMATCH);
  }

  @Test
  void closesTheSessionWhenTheCardContradictsTheModel() throws IOException {
    try (Predictor predictor = open()) {
      String card =
          ModelCards.toJson(predictor.card()).replaceAll("\"width\" *: *4", "\"width\": 5");
      Files.writeString(folder.resolve("other.json"), card);
    }
    PredictorOptions options =
        PredictorOptions.of(model, "brightness").withCard(folder.resolve("other.json"));
    ModelRejected error = catchThrowableOfType(ModelRejected.class, () -> Predictors.open(options));
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CARD_INVALID);
  }

  @Test
  void decidesAtTheThresholdThatIsGivenInstead() {
    PredictorOptions options =
        PredictorOptions.of(model, "brightness").withThreshold(Threshold.of(0.9));
    try (Predictor predictor = Predictors.open(options)) {
      assertThat(predictor.threshold().value()).isEqualTo(0.9);
      assertThat(predictor.predict(GreyPicture.of("p", 204)).decision().finding())
          .isEqualTo(Finding.NORMAL);
    }
  }

  @Test
  void unknownBackendListsWhatWasFound() {
    assertThatThrownBy(() -> Predictors.open(model, "quantum"))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessage(
            "backend \"quantum\" is not on the class path; found: brightness, converting, opaque, patchwork");
  }

  @Test
  void missingModelIsNamed() {
    ModelRejected error =
        catchThrowableOfType(
            ModelRejected.class, () -> Predictors.open(folder.resolve("no.h5"), "brightness"));
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(error).hasMessageContaining("no.h5");
  }

  @Test
  void missingModelIsToldBeforeWhatIsWrongWithItsCard() {
    PredictorOptions options =
        PredictorOptions.of(folder.resolve("no.h5"), "brightness")
            .withCard(folder.resolve("no.json"));
    ModelRejected error = catchThrowableOfType(ModelRejected.class, () -> Predictors.open(options));
    assertThat(error).hasMessageContaining("no.h5");
  }

  @Test
  void comparesPredictorsPictureByPicture() throws IOException {
    List<Path> files =
        List.of(
            Files.write(folder.resolve("a.png"), GreyPicture.png(100)),
            Files.writeString(folder.resolve("b.png"), "text"),
            Files.write(folder.resolve("c.png"), GreyPicture.png(200)));
    PredictorOptions strict =
        PredictorOptions.of(model, "brightness").withThreshold(Threshold.of(0.9));
    List<String> progress = new ArrayList<>();
    try (Predictor one = open();
        Predictor other = Predictors.open(strict)) {
      ParityReport same = Parity.compare(List.of(one, one), files, progress::add);
      assertThat(same.compared()).isEqualTo(2);
      assertThat(same.refused()).hasSize(1);
      assertThat(same.agreesWithin(0)).isTrue();
      ParityReport flipped = Parity.compare(List.of(one, other), files, each -> {});
      assertThat(flipped.pairs())
          .containsExactly(new ParityReport.Pair("brightness", "brightness", 0, 0, "", 1));
      assertThat(flipped.agreesWithin(1)).isFalse();
    }
    assertThat(progress).hasSize(3);
  }
}
