package io.pneumonia.benchmarks;

import io.pneumonia.GatePolicy;
import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.SixteenBitGrey;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From bytes to a decision: a picture at a time for latency, a list for throughput. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class EndToEndBenchmark {

  /** {@code bundled}, or a model with or without a card. */
  @Param("bundled")
  public String model = "";

  /** {@code phantom}, {@code phantom:MEGAPIXELS}, a file or a folder. */
  @Param("phantom")
  public String images = "";

  /** A backend on the class path. */
  @Param({"onnx", "tensorflow"})
  public String backend = "";

  /** Threads inside one run of the network; 0 for one a processor. */
  @Param("0")
  public int threads;

  /** Pictures in a list. */
  @Param("16")
  public int batch;

  /** {@code EXACT} or {@code FAST}: whether every pixel is decoded. */
  @Param("EXACT")
  public DecodeMode decode = DecodeMode.EXACT;

  private final List<List<EncodedImage>> lists = new ArrayList<>();
  private List<EncodedImage> pictures = List.of();
  private @Nullable Predictor predictor;

  /** For JMH. */
  public EndToEndBenchmark() {}

  /**
   * Opens the model and asserts that a prediction is what another backend makes of the stages done
   * one by one.
   *
   * @throws Exception if not
   */
  @Setup
  public void open() throws Exception {
    pictures = BenchmarkPictures.of(images);
    for (int first = 0; first < pictures.size(); first++) {
      List<EncodedImage> list = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        list.add(pictures.get((first + i) % pictures.size()));
      }
      lists.add(list);
    }
    try (BenchmarkModel opened = BenchmarkModel.of(model)) {
      // The gate costs what it costs, but refuses no phantom.
      Predictor started =
          Predictors.open(
              PredictorOptions.of(opened.path(), backend)
                  .withThreads(threads)
                  .withLimits(BenchmarkPictures.LIMITS)
                  .withGate(GatePolicy.REPORT)
                  .withDecodeMode(decode));
      predictor = started;
      requireRight(started, opened, pictures.get(0));
    }
  }

  private void requireRight(Predictor started, BenchmarkModel opened, EncodedImage picture)
      throws Exception {
    ImageDecoder decoder = new ImageDecoder(BenchmarkPictures.LIMITS, SixteenBitGrey.REFUSE);
    FloatTensor tensor =
        Preprocessor.of(started.card().preprocess())
            .apply(decoder.decode(picture, decode.reduction(started.card().preprocess())));
    List<Float> output = started.predict(picture).output();
    float[] answer = new float[output.size()];
    for (int i = 0; i < answer.length; i++) {
      answer[i] = output.get(i);
    }
    Networks.requireRight(backend, answer, opened, tensor);
  }

  /** Closes the model. */
  @TearDown
  public void close() {
    if (predictor != null) {
      predictor.close();
    }
  }

  /** Pictures a second, whatever the length of the lists. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {

    /** How many were predicted in this iteration. */
    public long pictures;

    /** For JMH. */
    public Counter() {}

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void reset() {
      pictures = 0;
    }
  }

  /**
   * One picture.
   *
   * @param cursor whose turn it is
   * @return the prediction
   */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @SuppressWarnings("NullAway") // JMH calls the setup before.
  public Prediction predictOne(Cursor cursor) {
    return predictor.predict(cursor.next(pictures));
  }

  /**
   * A list of pictures, decoded and run side by side.
   *
   * @param cursor whose turn it is
   * @param counter counts pictures
   * @return the predictions
   */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @SuppressWarnings("NullAway") // JMH calls the setup before.
  public List<Prediction> predictList(Cursor cursor, Counter counter) {
    List<Prediction> predictions = predictor.predict(cursor.next(lists));
    counter.pictures += predictions.size();
    return predictions;
  }
}
