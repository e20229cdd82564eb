package io.pneumonia.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OnnxSessionTest {

  private static final Path MEMORY = Path.of("/proc/self/statm");

  @Test
  void givesTheSameFromManyThreadsAndBatchSizes() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (InferenceSession session = OnnxFixture.open("softmax_nhwc")) {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (int task = 0; task < 60; task++) {
        int rows = 1 + task % 5;
        runs.add(threads.submit(() -> isRight(session, rows)));
      }
      for (Future<Boolean> run : runs) {
        assertThat(run.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isRight(InferenceSession session, int rows) {
    FloatTensor batch = OnnxFixture.sines(TensorShape.of(rows, 2, 2, 3));
    FloatTensor found = session.run(batch);
    float[] last = new float[12];
    batch.copyTo((rows - 1) * 12, last, 0, 12);
    FloatTensor single = session.run(FloatTensor.of(TensorShape.of(1, 2, 2, 3), last));
    return found.shape().equals(TensorShape.of(rows, 2))
        && Math.abs(found.get(2 * rows - 1) - single.get(1)) < 1e-6;
  }

  @Test
  void closesOnceAndRefusesLaterRuns() {
    InferenceSession session = OnnxFixture.open("softmax_nhwc");
    FloatTensor input = OnnxFixture.sines(TensorShape.of(1, 2, 2, 3));
    session.run(input);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.run(input))
        .isInstanceOf(InferenceFailed.class)
        .hasMessage("softmax_nhwc.onnx is closed")
        .extracting("code")
        .isEqualTo(ErrorCode.CLOSED);
  }

  @Test
  void closeWaitsForRunningCalls() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        InferenceSession session = OnnxFixture.open("external_weights");
        List<Future<Integer>> runs = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          runs.add(threads.submit(() -> runUntilClosed(session)));
        }
        Thread.sleep(5);
        session.close();
        for (Future<Integer> run : runs) {
          assertThat(run.get()).isNotNegative();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int runUntilClosed(InferenceSession session) {
    FloatTensor input = OnnxFixture.sines(TensorShape.of(2, 8, 8, 3));
    for (int count = 0; ; count++) {
      try {
        session.run(input);
      } catch (InferenceFailed closed) {
        assertThat(closed.code()).isEqualTo(ErrorCode.CLOSED);
        return count;
      }
    }
  }

  @Test
  void keepsNoNativeMemoryOverManyRunsAndSessions() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(MEMORY), "no " + MEMORY + " on this system");
    exercise(60);
    long before = bytesOutsideTheHeap();
    exercise(300);
    assertThat(bytesOutsideTheHeap() - before).isLessThan(64L << 20);
  }

  /**
   * Each round makes an input and an output of 600 KB, whose shape changes and is not known
   * beforehand, and a session: any of them forgotten would come to 180 MB.
   */
  private static void exercise(int rounds) {
    FloatTensor one = OnnxFixture.sines(TensorShape.of(1, 2, 150_000));
    FloatTensor other = OnnxFixture.sines(TensorShape.of(1, 2, 160_000));
    try (InferenceSession kept = OnnxFixture.open("open_output")) {
      for (int round = 0; round < rounds; round++) {
        kept.run(round % 2 == 0 ? one : other);
        try (InferenceSession brief = OnnxFixture.open("open_output")) {
          brief.run(one);
        }
      }
    }
  }

  private static long bytesOutsideTheHeap() throws IOException {
    System.gc();
    long resident = Long.parseLong(Files.readString(MEMORY).split(" ", -1)[1]) * 4096;
    return resident - Runtime.getRuntime().totalMemory();
  }
}
