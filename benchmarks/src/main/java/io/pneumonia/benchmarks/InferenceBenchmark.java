package io.pneumonia.benchmarks;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.SixteenBitGrey;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The network alone, heap values in, heap values out: our backends beside the bare runtimes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class InferenceBenchmark {

  /** {@code bundled}, or a model with a card. */
  @Param("bundled")
  public String model = "";

  /** {@code phantom}, {@code phantom:MEGAPIXELS}, a file or a folder. */
  @Param("phantom")
  public String images = "";

  /**
   * A backend on the class path, {@code onnxruntime-bare}, {@code djl-onnx}, or, for a SavedModel,
   * {@code tensorflow-bare}. DJL's predictor and the bare sessions take one calling thread.
   */
  @Param({"djl-onnx", "onnxruntime-bare", "onnx", "tensorflow"})
  public String backend = "";

  /** Pictures in one run. */
  @Param("1")
  public int batch;

  /** Threads inside one run; 0 for one a processor. */
  @Param("0")
  public int threads;

  private final List<FloatTensor> batches = new ArrayList<>();
  private @Nullable Network network;

  /** For JMH. */
  public InferenceBenchmark() {}

  /**
   * Opens the network and asserts that it answers as another runtime does.
   *
   * @throws Exception if not
   */
  @Setup
  public void open() throws Exception {
    try (BenchmarkModel opened = BenchmarkModel.of(model)) {
      PreprocessSpec spec = opened.requireCard().preprocess();
      readBatches(spec);
      Network started = Networks.open(backend, opened, threads);
      network = started;
      Networks.requireRight(backend, started.run(batches.get(0)), opened, batches.get(0));
    }
  }

  private void readBatches(PreprocessSpec spec) throws Exception {
    ImageDecoder decoder = new ImageDecoder(BenchmarkPictures.LIMITS, SixteenBitGrey.REFUSE);
    Preprocessor preprocessor = Preprocessor.of(spec);
    List<PixelImage> pixels = new ArrayList<>();
    for (EncodedImage picture : BenchmarkPictures.of(images)) {
      pixels.add(decoder.decode(picture));
    }
    TensorShape shape = spec.batchShape(batch);
    int each = (int) shape.elements() / batch;
    for (int first = 0; first < pixels.size(); first++) {
      int from = first;
      batches.add(
          FloatTensor.write(
              shape,
              values -> {
                for (int i = 0; i < batch; i++) {
                  preprocessor.apply(pixels.get((from + i) % pixels.size()), values, i * each);
                }
              }));
    }
  }

  /** Closes the network. */
  @TearDown
  public void close() {
    if (network != null) {
      network.close();
    }
  }

  /**
   * One run.
   *
   * @param cursor whose turn it is
   * @return the output
   * @throws Exception if the network fails
   */
  @Benchmark
  @SuppressWarnings("NullAway") // JMH calls the setup before.
  public float[] infer(Cursor cursor) throws Exception {
    return network.run(cursor.next(batches));
  }
}
