package io.pneumonia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, with the assertion that its answer is right. */
class BenchmarksTest {

  private static final PixelImage DECODED = decoded();

  @Test
  void everyBenchmarkRunsAndIsRight() throws RunnerException {
    // DJL's engine refuses a process in which something else was first to touch ONNX Runtime.
    List<RunResult> results = new ArrayList<>(run("InferenceBenchmark"));
    results.addAll(run("EndToEndBenchmark"));
    results.addAll(run("StageBenchmark"));

    assertThat(results)
        .extracting(result -> result.getPrimaryResult().getLabel())
        .containsOnly(
            "decode",
            "preprocess",
            "preprocessShared",
            "decide",
            "infer",
            "predictOne",
            "predictList");
    assertThat(results).hasSize(4 + 2 * 2 + 4);
  }

  private static Collection<RunResult> run(String benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark)
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("images", "phantom:0.05")
                .param("batch", "2")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  @Test
  void bareTensorFlowAnswersAsTheBackendDoes() throws Exception {
    String savedModel = "../pneumonia-inference-tf/src/test/resources/saved-models/keras_sigmoid";
    try (BenchmarkModel model = BenchmarkModel.of(savedModel);
        Network bare = Networks.open("tensorflow-bare", model, 1)) {
      FloatTensor batch = FloatTensor.write(TensorShape.of(2, 12, 12, 3), BenchmarksTest::fill);

      Networks.requireRight("tensorflow-bare", bare.run(batch), model, batch);
    }
  }

  @Test
  void refusesWrongAnswerOfNetwork() {
    float[] right = {0.25f};

    Answers.requireClose("it", new float[] {0.2501f}, "another", right);
    assertThatThrownBy(() -> Answers.requireClose("it", new float[] {0.3f}, "another", right))
        .hasMessageContaining("expected 0.25 as from another, found 0.3");
    assertThatThrownBy(() -> Answers.requireClose("it", new float[] {Float.NaN}, "other", right))
        .hasMessageContaining("found NaN");
    assertThatThrownBy(() -> Answers.requireClose("it", new float[0], "another", right))
        .hasMessageContaining("expected 1 values");
  }

  @Test
  void refusesWrongPixels() throws IOException {
    EncodedImage picture = EncodedImage.of("phantom", Phantom.jpeg(0.05));
    byte[] brighter = DECODED.toArray();
    for (int i = 0; i < brighter.length; i++) {
      brighter[i] = (byte) (brighter[i] + 2);
    }

    assertThatThrownBy(
            () ->
                Answers.requirePixels(
                    picture, PixelImage.of(DECODED.width(), DECODED.height(), 1, brighter)))
        .hasMessageContaining("expected the JDK's pixels");
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void refusesTensorOfAnotherPicture(Interpolation interpolation) {
    PreprocessSpec spec = PreprocessSpec.pillow().withInterpolation(interpolation);
    FloatTensor right = Preprocessor.of(spec).apply(DECODED);
    float[] values = right.toArray();
    Arrays.sort(values);

    Answers.requireTensor(DECODED, spec, right);
    assertThatThrownBy(
            () -> Answers.requireTensor(DECODED, spec, FloatTensor.of(right.shape(), values)))
        .hasMessageContaining("expected a mean of about");
  }

  @Test
  void refusesUnknownModelAndImages() {
    assertThatThrownBy(() -> BenchmarkModel.of("nowhere.h5")).hasMessageContaining("nowhere.h5");
    assertThatThrownBy(() -> BenchmarkPictures.of("nowhere"))
        .hasMessageContaining("expected phantom, phantom:MEGAPIXELS, or a file or folder");
  }

  private static void fill(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 7f;
    }
  }

  private static PixelImage decoded() {
    try {
      return new ImageDecoder().decode(EncodedImage.of("phantom", Phantom.jpeg(0.05)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
