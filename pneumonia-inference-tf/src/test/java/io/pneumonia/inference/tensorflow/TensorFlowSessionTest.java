package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class TensorFlowSessionTest {

  /** 4 MB of weights, so that what is not freed shows. */
  private static final LayerGraph PRODUCT = product(1024);

  @Test
  void runsBatchesOfAnySize() {
    try (InferenceSession session = TinyNetworks.open(PRODUCT)) {
      for (int rows : new int[] {1, 3, 17}) {
        FloatTensor output = session.run(TinyNetworks.wholeNumbers(5, rows, 1024));
        assertThat(output.shape()).isEqualTo(TensorShape.of(rows, 1024));
      }
    }
  }

  @Test
  void refusesAnInputOfAnotherShape() {
    try (InferenceSession session = TinyNetworks.open(PRODUCT)) {
      assertThatExceptionOfType(InferenceFailed.class)
          .isThrownBy(() -> session.run(TinyNetworks.wholeNumbers(5, 1, 7)))
          .withMessage("tiny.keras: expected an input of (?, 1024), found (1, 7)");
    }
  }

  @Test
  void refusesARunAfterCloseAndToleratesASecondClose() {
    InferenceSession session = TinyNetworks.open(PRODUCT);
    session.close();
    session.close();
    assertThatExceptionOfType(InferenceFailed.class)
        .isThrownBy(() -> session.run(TinyNetworks.wholeNumbers(5, 1, 1024)))
        .satisfies(closed -> assertThat(closed.code()).isEqualTo(ErrorCode.CLOSED));
  }

  @Test
  void answersTheSameOnManyThreads() throws InterruptedException, ExecutionException {
    FloatTensor input = TinyNetworks.wholeNumbers(5, 4, 1024);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (InferenceSession session = TinyNetworks.open(PRODUCT)) {
      FloatTensor expected = session.run(input);
      List<Future<FloatTensor>> runs =
          IntStream.range(0, 64).mapToObj(run -> threads.submit(() -> session.run(input))).toList();
      for (Future<FloatTensor> run : runs) {
        assertThat(run.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closeWaitsForRunsAndRefusesLaterOnes() throws InterruptedException, ExecutionException {
    FloatTensor input = TinyNetworks.wholeNumbers(5, 64, 1024);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    InferenceSession session = TinyNetworks.open(PRODUCT);
    try {
      List<Future<Boolean>> runs =
          IntStream.range(0, 4)
              .mapToObj(thread -> threads.submit(() -> runUntilClosed(session, input)))
              .toList();
      session.run(input);
      session.close();
      for (Future<Boolean> run : runs) {
        assertThat(run.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refusesALayerThatTensorFlowRefusesNamingIt() {
    var kernel = TinyNetworks.wholeNumbers(1, 3, 2);
    var bias = TinyNetworks.wholeNumbers(1, 2);
    LayerGraph broken =
        TinyNetworks.single(
            new Op.Dense(kernel, bias), TensorShape.of(-1, 5), TensorShape.of(-1, 2));
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> TinyNetworks.open(broken))
        .withMessageStartingWith("tiny.keras: layer the layer/1 (Dense) is refused by TensorFlow: ")
        .satisfies(
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_LAYER_UNSUPPORTED));
  }

  @Test
  void refusesALayerWhoseShapeIsNotTheFiles() {
    var kernel = TinyNetworks.wholeNumbers(1, 3, 2);
    var bias = TinyNetworks.wholeNumbers(1, 2);
    LayerGraph wrong =
        TinyNetworks.single(
            new Op.Dense(kernel, bias), TensorShape.of(-1, 3), TensorShape.of(-1, 9));
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> TinyNetworks.open(wrong))
        .withMessageEndingWith("it computes shape (?, 2), expected (?, 9)");
  }

  /** The build touches the whole Java heap beforehand, so that only native memory grows. */
  @Test
  void freesEveryNativeObjectOfRunsAndSessions() {
    FloatTensor input = TinyNetworks.wholeNumbers(5, 64, 1024);
    openRunClose(input, 10, 10);
    long objects = Pointer.totalCount();
    long resident = Pointer.physicalBytes();
    assertThat(resident).isPositive();
    openRunClose(input, 50, 10);
    openRunClose(input, 1, 500);
    assertThat(Pointer.totalCount()).as("native objects").isEqualTo(objects);
    assertThat(Pointer.physicalBytes() - resident)
        .as("growth of the process, where 50 sets of weights are 200 MB and 1000 tensors 250 MB")
        .isLessThan(64L << 20);
  }

  private static void openRunClose(FloatTensor input, int sessions, int runs) {
    for (int session = 0; session < sessions; session++) {
      try (InferenceSession open = TinyNetworks.open(PRODUCT)) {
        for (int run = 0; run < runs; run++) {
          open.run(input);
        }
      }
    }
  }

  private static boolean runUntilClosed(InferenceSession session, FloatTensor input) {
    while (true) {
      try {
        session.run(input);
      } catch (InferenceFailed closed) {
        return closed.code() == ErrorCode.CLOSED;
      }
    }
  }

  private static LayerGraph product(int width) {
    var op =
        new Op.Dense(
            TinyNetworks.wholeNumbers(1, width, width), TinyNetworks.wholeNumbers(2, width));
    return TinyNetworks.single(op, TensorShape.of(-1, width), TensorShape.of(-1, width));
  }
}
