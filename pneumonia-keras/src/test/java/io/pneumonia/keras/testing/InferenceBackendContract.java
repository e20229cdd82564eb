package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend promises beyond the numbers: names, refusals, threads, close and memory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract class InferenceBackendContract {

  private static final int THREADS = 8;
  private static final KerasFixture NETWORK = KerasFixtures.model("small_cnn_sigmoid");

  /** Where models are copied to. */
  @TempDir protected Path folder;

  /** Called by JUnit. */
  protected InferenceBackendContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  @Test
  void hasANameForConfigurationAndADescriptionWithAVersion() {
    assertThat(provider().name()).matches("[a-z][a-z0-9-]*");
    assertThat(provider().description()).matches(".*[A-Za-z].*\\d+\\.\\d+.*");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path absent = folder.resolve("absent.keras");
    ModelRejected error =
        catchThrowableOfType(
            ModelRejected.class, () -> provider().open(absent, BackendOptions.DEFAULT).close());
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(error.getMessage()).contains("absent.keras");
  }

  @Test
  void refusesAFileOfNoKnownFormat() throws IOException {
    Path file = Files.write(folder.resolve("notes.bin"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    PneumoniaException error =
        catchThrowableOfType(
            PneumoniaException.class, () -> provider().open(file, BackendOptions.DEFAULT).close());
    assertThat(error).isNotNull();
    assertThat(error.code())
        .as(error.getMessage())
        .isIn(ErrorCode.MODEL_TYPE_UNKNOWN, ErrorCode.BACKEND_MODEL_UNSUPPORTED);
    assertThat(error.getMessage()).contains("notes.bin");
  }

  @Test
  void refusesADeviceThatItDoesNotKnow() {
    BackendOptions options = new BackendOptions(0, "abacus", null);
    BackendUnavailable error =
        catchThrowableOfType(
            BackendUnavailable.class, () -> provider().open(model(), options).close());
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.BACKEND_DEVICE_UNAVAILABLE);
    assertThat(error.getMessage()).contains("abacus");
  }

  @Test
  void refusesAnInputOfAnotherShapeNamingBoth() {
    try (InferenceSession session = open()) {
      for (long[] sizes : new long[][] {{2, 8, 9, 3}, {2, 9, 8, 1}, {9, 8, 3}, {2, 216}}) {
        TensorShape shape = TensorShape.of(sizes);
        InferenceFailed error =
            catchThrowableOfType(
                InferenceFailed.class, () -> session.run(FloatTensor.write(shape, values -> {})));
        assertThat(error).as("%s was accepted", shape).isNotNull();
        assertThat(error.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(error.getMessage())
            .contains(shape.toString())
            .contains(session.signature().input().toString());
      }
      Agreement.assertAgrees(NETWORK, NETWORK.output(), session.run(NETWORK.input()));
    }
  }

  @Test
  void staysSoundAfterAnInputThatIsNotANumber() {
    try (InferenceSession session = open()) {
      FloatTensor before = session.run(NETWORK.input());
      FloatTensor notNumbers =
          FloatTensor.write(NETWORK.input().shape(), values -> Arrays.fill(values, Float.NaN));
      try {
        assertThat(session.run(notNumbers).shape()).isEqualTo(before.shape());
      } catch (InferenceFailed refused) {
        assertThat(refused.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
      }
      assertThat(session.run(NETWORK.input())).isEqualTo(before);
    }
  }

  @Test
  void needsTheFileNoMoreOnceItIsOpen() throws IOException {
    Path model = model();
    try (InferenceSession session = provider().open(model, BackendOptions.DEFAULT)) {
      Files.delete(model);
      Agreement.assertAgrees(NETWORK, NETWORK.output(), session.run(NETWORK.input()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void agreesWithKerasOnAnyNumberOfThreads(int threads) {
    BackendOptions options = new BackendOptions(threads, "cpu", null);
    try (InferenceSession session = provider().open(model(), options)) {
      Agreement.assertAgrees(NETWORK, NETWORK.output(), session.run(NETWORK.input()));
    }
  }

  @Test
  void keepsTwoOpenModelsApart() {
    KerasFixture other = KerasFixtures.model("residual_softmax");
    Path otherFile = KerasFixtures.copy(other.files().get(0), folder);
    try (InferenceSession session = provider().open(otherFile, BackendOptions.DEFAULT)) {
      try (InferenceSession shortLived = open()) {
        Agreement.assertAgrees(other, other.output(), session.run(other.input()));
        Agreement.assertAgrees(NETWORK, NETWORK.output(), shortLived.run(NETWORK.input()));
      }
      Agreement.assertAgrees(other, other.output(), session.run(other.input()));
    }
  }

  @Test
  void givesTheSameBitsToManyThreadsAtOnce() throws Exception {
    try (InferenceSession session = open()) {
      FloatTensor expected = session.run(NETWORK.input());
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int call = 0; call < THREADS * 25; call++) {
        calls.add(() -> session.run(NETWORK.input()).equals(expected));
      }
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        for (Future<Boolean> same : threads.invokeAll(calls)) {
          assertThat(same.get()).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void closesOnceAndRefusesToRunAfterwards() {
    InferenceSession session = open();
    session.run(NETWORK.input());
    session.close();
    assertThatCode(session::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> session.run(NETWORK.input()))
        .isInstanceOfSatisfying(
            InferenceFailed.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CLOSED));
  }

  @Test
  void waitsForRunningCallsBeforeItCloses() throws Exception {
    InferenceSession session = open();
    FloatTensor expected = session.run(NETWORK.input());
    CountDownLatch running = new CountDownLatch(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<ErrorCode>> ends = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        ends.add(threads.submit(() -> runUntilRefused(session, expected, running)));
      }
      running.await();
      session.close();
      for (Future<ErrorCode> end : ends) {
        assertThat(end.get(1, TimeUnit.MINUTES)).isEqualTo(ErrorCode.CLOSED);
      }
    } catch (ExecutionException failure) {
      throw new AssertionError("a run during close went wrong", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void givesItsMemoryBackWhenItCloses() throws IOException {
    openAndCloseRepeatedly(25);
    long before = ResidentMemory.bytes();
    openAndCloseRepeatedly(50);
    long grown = ResidentMemory.bytes() - before;
    assertThat(grown).as("bytes grown over 50 open models").isLessThan(96L << 20);
  }

  private void openAndCloseRepeatedly(int times) {
    Path model = KerasFixtures.copy("small_cnn_sigmoid.h5", folder);
    for (int time = 0; time < times; time++) {
      try (InferenceSession session = provider().open(model, BackendOptions.DEFAULT)) {
        session.run(NETWORK.input());
      }
    }
  }

  private static ErrorCode runUntilRefused(
      InferenceSession session, FloatTensor expected, CountDownLatch running) {
    try {
      while (true) {
        assertThat(session.run(NETWORK.input())).isEqualTo(expected);
        running.countDown();
      }
    } catch (InferenceFailed refused) {
      return refused.code();
    }
  }

  private InferenceSession open() {
    return provider().open(model(), BackendOptions.DEFAULT);
  }

  private Path model() {
    return KerasFixtures.copy("small_cnn_sigmoid.keras", folder);
  }
}
