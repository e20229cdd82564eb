package io.pneumonia.benchmarks;

import io.pneumonia.decision.Decision;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.image.Reduction;
import io.pneumonia.image.SixteenBitGrey;
import io.pneumonia.model.ModelCard;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;

/** The stages that are the same for every backend: decode, preprocess, decide. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class StageBenchmark {

  /** {@code bundled}, or a model with a card. */
  @Param("bundled")
  public String model = "";

  /** {@code phantom}, {@code phantom:MEGAPIXELS}, a file or a folder. */
  @Param("phantom")
  public String images = "";

  /** {@code card} for the model's own filter, or the name of an {@link Interpolation}. */
  @Param("card")
  public String interpolation = "";

  /** {@code EXACT} or {@code FAST}: whether every pixel is decoded. */
  @Param("EXACT")
  public DecodeMode decode = DecodeMode.EXACT;

  private final ImageDecoder decoder =
      new ImageDecoder(BenchmarkPictures.LIMITS, SixteenBitGrey.REFUSE);
  private final List<ReducedImage> decoded = new ArrayList<>();
  private Reduction reduction = Reduction.NONE;
  private List<EncodedImage> encoded = List.of();
  private Preprocessor preprocessor = Preprocessor.of(PreprocessSpec.pillow());
  private FloatTensor output = FloatTensor.of(TensorShape.of(1, 1), 1f);
  private @Nullable ModelCard card;

  /** For JMH. */
  public StageBenchmark() {}

  /**
   * Reads the pictures and asserts that each of them is decoded and preprocessed as it should be.
   *
   * @throws Exception if not
   */
  @Setup
  public void open() throws Exception {
    ModelCard read;
    try (BenchmarkModel opened = BenchmarkModel.of(model)) {
      read = opened.requireCard();
    }
    card = read;
    int classes = read.scoreReader().classes();
    float[] row = new float[classes];
    Arrays.fill(row, 1f / classes);
    output = FloatTensor.of(TensorShape.of(1, classes), row);
    PreprocessSpec spec = read.preprocess();
    if (!interpolation.equals("card")) {
      spec = spec.withInterpolation(Interpolation.valueOf(interpolation));
    }
    preprocessor = Preprocessor.of(spec);
    reduction = decode.reduction(spec);
    encoded = BenchmarkPictures.of(images);
    for (EncodedImage picture : encoded) {
      PixelImage pixels = decoder.decode(picture);
      Answers.requirePixels(picture, pixels);
      Answers.requireTensor(pixels, spec, preprocessor.apply(pixels));
      decoded.add(decoder.decode(picture, reduction));
    }
  }

  /**
   * Bytes to pixels.
   *
   * @param cursor whose turn it is
   * @return the pixels
   */
  @Benchmark
  public ReducedImage decode(Cursor cursor) {
    return decoder.decode(cursor.next(encoded), reduction);
  }

  /**
   * Pixels to the network's input.
   *
   * @param cursor whose turn it is
   * @return the tensor
   */
  @Benchmark
  public FloatTensor preprocess(Cursor cursor) {
    return preprocessor.apply(cursor.next(decoded));
  }

  /**
   * Pixels to the network's input, with the help of idle processors.
   *
   * @param cursor whose turn it is
   * @return the tensor
   */
  @Benchmark
  public FloatTensor preprocessShared(Cursor cursor) {
    return preprocessor.applyShared(cursor.next(decoded));
  }

  /**
   * The network's output to a decision.
   *
   * @return the decision
   */
  @Benchmark
  @SuppressWarnings("NullAway") // JMH calls the setup before.
  public Decision decide() {
    return Decision.of(card.scoreReader().read(output, 0), card.threshold());
  }
}
