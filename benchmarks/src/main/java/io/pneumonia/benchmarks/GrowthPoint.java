package io.pneumonia.benchmarks;

import io.pneumonia.Backends;
import io.pneumonia.GatePolicy;
import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.evaluation.speed.Machine;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** One point of {@link Growth}, in a process of its own: prints its time and its memory. */
final class GrowthPoint {

  /** Of the picture that is not what grows: small, so that many are done in bearable time. */
  static final double USUAL_MEGAPIXELS = 0.1;

  private static final String BACKEND = "onnx";
  private static final long WARM_UP_NANOS = 1_500_000_000;
  private static final long MEASURED_NANOS = 2_000_000_000;
  private static final int LEAST_RUNS = 5;

  private GrowthPoint() {}

  /** Takes the axis, the value and a picture's file. */
  public static void main(String[] args) throws IOException {
    double value = Double.parseDouble(args[1]);
    EncodedImage picture = EncodedImage.read(Path.of(args[2]), BenchmarkPictures.LIMITS);
    double time =
        switch (Growth.Axis.valueOf(args[0])) {
          case SIZE -> pictureMillis(picture);
          case BATCH -> runMillis((int) value, 0);
          case THREADS -> runMillis(1, (int) value);
          case PICTURES -> seconds(picture, (long) value);
        };
    long bytes =
        Machine.peakResidentBytes()
            .orElseThrow(() -> new IllegalStateException("memory: expected /proc, found none"));
    System.out.printf(Locale.ROOT, "%.4f %.1f%n", time, bytes / (double) (1 << 20));
  }

  private static Predictor open() {
    // The gate costs what it costs, but refuses no phantom.
    return BundledModel.open(
        BACKEND, usual -> usual.withLimits(BenchmarkPictures.LIMITS).withGate(GatePolicy.REPORT));
  }

  private static double pictureMillis(EncodedImage picture) {
    try (Predictor predictor = open()) {
      return medianMillis(() -> predictor.predict(picture));
    }
  }

  private static double runMillis(int batch, int threads) throws IOException {
    try (BenchmarkModel model = BenchmarkModel.of(BenchmarkModel.BUNDLED);
        InferenceSession session =
            Backends.named(BACKEND).open(model.path(), model.options(threads))) {
      FloatTensor input =
          FloatTensor.write(model.requireCard().preprocess().batchShape(batch), GrowthPoint::fill);
      return medianMillis(() -> session.run(input));
    }
  }

  private static void fill(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 251 / 250f;
    }
  }

  private static double seconds(EncodedImage picture, long count) {
    try (Predictor predictor = open();
        Stream<Outcome> outcomes =
            predictor.predictEach(Stream.generate(() -> picture).limit(count))) {
      long start = System.nanoTime();
      long predicted = outcomes.filter(Outcome.Predicted.class::isInstance).count();
      if (predicted != count) {
        throw new IllegalStateException("expected " + count + " predictions, found " + predicted);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static double medianMillis(Runnable run) {
    repeated(run, WARM_UP_NANOS);
    double[] millis = repeated(run, MEASURED_NANOS);
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  private static double[] repeated(Runnable run, long nanos) {
    double[] millis = new double[1 << 16];
    int runs = 0;
    long begin = System.nanoTime();
    for (long now = begin;
        runs < LEAST_RUNS || (now - begin < nanos && runs < millis.length);
        runs++) {
      run.run();
      long after = System.nanoTime();
      millis[runs] = (after - now) / 1e6;
      now = after;
    }
    return Arrays.copyOf(millis, runs);
  }
}
