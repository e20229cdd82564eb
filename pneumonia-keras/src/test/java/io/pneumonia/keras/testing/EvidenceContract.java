package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.decision.MultiSigmoidReader;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SoftmaxReader;
import io.pneumonia.evidence.ClassActivation;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.graph.GraphHead;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.PooledHead;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend hands out suffices for the Grad-CAM that TensorFlow computes. */
public abstract class EvidenceContract {

  private static final int SEEDS = 20;
  private static final SourceBox REGION = new SourceBox(0, 0, 1, 1);

  /** Where fixtures are copied to. */
  @TempDir protected Path folder;

  /** Called by JUnit. */
  protected EvidenceContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  @ParameterizedTest
  @ValueSource(
      strings = {"residual_softmax", "nested_sequential", "identity_at_inference", "open_size"})
  void givesTheGradCamOfTensorFlow(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    KerasEvidence expected = KerasFixtures.evidence(name);
    try (InferenceSession session = open(fixture)) {
      TappedOutput found = session.run(fixture.input(), Set.of(Tap.FEATURE_MAP));
      ScoreReader reader = reader(expected, fixture.output().size() / 2);
      for (int row = 0; row < 2; row++) {
        RelevanceMap map =
            ClassActivation.of(
                found.tap(Tap.FEATURE_MAP), row, session.head().orElseThrow(), reader, REGION);
        double slope = slope(reader.read(found.output(), row).value());
        assertSameMap(row(expected.maps(), row), map.toArray(), slope);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"residual_softmax", "nested_sequential", "identity_at_inference", "open_size"})
  void headMakesTheLogitsOfTheOutput(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    boolean softmax = KerasFixtures.evidence(name).kind().equals("softmax");
    try (InferenceSession session = open(fixture)) {
      TappedOutput found = session.run(fixture.input(), Set.of(Tap.FEATURE_MAP));
      PooledHead head = session.head().orElseThrow();
      double[] logits = head.logits(means(found.tap(Tap.FEATURE_MAP)));
      double sum = DoubleStream.of(logits).map(Math::exp).sum();
      for (int index = 0; index < logits.length; index++) {
        double power = Math.exp(logits[index]);
        double expected = softmax ? power / sum : power / (1 + power);
        assertThat((double) found.output().get(index)).isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** The sanity check of Adebayo et al. 2018: a map that outlives its weights explains nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"residual_softmax", "nested_sequential", "identity_at_inference"})
  void anotherHeadGivesAnotherMap(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    ScoreReader reader = reader(KerasFixtures.evidence(name), fixture.output().size() / 2);
    LayerGraph graph = KerasFiles.read(file(fixture), Optional.empty()).graph();
    try (InferenceSession session = open(fixture)) {
      FloatTensor map = session.run(fixture.input(), Set.of(Tap.FEATURE_MAP)).tap(Tap.FEATURE_MAP);
      double[] usual = values(map, session.head().orElseThrow(), reader);
      double likeness = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        PooledHead other = GraphHead.of(withRandomDenseLayers(graph, seed)).orElseThrow();
        likeness += Math.abs(correlation(usual, values(map, other, reader))) / SEEDS;
      }
      assertThat(likeness).isLessThan(0.8);
    }
  }

  private static double[] values(FloatTensor map, PooledHead head, ScoreReader reader) {
    return ClassActivation.of(map, 0, head, reader, REGION).toArray();
  }

  private static LayerGraph withRandomDenseLayers(LayerGraph graph, int seed) {
    Random random = new Random(seed);
    List<Node> nodes =
        graph.nodes().stream()
            .map(
                node ->
                    node.op() instanceof Op.Dense dense
                        ? new Node(
                            node.name(), randomised(dense, random), node.inputs(), node.shape())
                        : node)
            .toList();
    return new LayerGraph(graph.name(), nodes, graph.output());
  }

  private static Op.Dense randomised(Op.Dense dense, Random random) {
    FloatTensor kernel =
        FloatTensor.write(
            dense.kernel().shape(),
            values -> {
              for (int index = 0; index < values.length; index++) {
                values[index] = (float) random.nextGaussian();
              }
            });
    return new Op.Dense(kernel, dense.bias());
  }

  @ParameterizedTest
  @ValueSource(strings = {"small_cnn_sigmoid", "fully_convolutional", "squeeze_and_excite"})
  void hasNoHeadWhereNoMeanAndDenseLayersComeLast(String name) {
    try (InferenceSession session = open(KerasFixtures.model(name))) {
      assertThat(session.head()).isEmpty();
    }
  }

  private InferenceSession open(KerasFixture fixture) {
    BackendOptions options = new BackendOptions(0, "cpu", fixture.requestedInput().orElse(null));
    return provider().open(file(fixture), options);
  }

  private Path file(KerasFixture fixture) {
    return KerasFixtures.copy(fixture.files().get(0), folder);
  }

  private static ScoreReader reader(KerasEvidence evidence, int classes) {
    List<String> labels = IntStream.range(0, classes).mapToObj(index -> "c" + index).toList();
    List<String> positive = evidence.positive().stream().map(labels::get).toList();
    return evidence.kind().equals("softmax")
        ? new SoftmaxReader(labels, positive, false)
        : new MultiSigmoidReader(labels, positive, false);
  }

  /** Grad-CAM is of the score, this map of its log-odds: one slope lies between all values. */
  private static double slope(double score) {
    return score * (1 - score);
  }

  private static void assertSameMap(double[] expected, double[] found, double slope) {
    assertThat(found).hasSameSizeAs(expected);
    double scale = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
    for (int cell = 0; cell < found.length; cell++) {
      assertThat(found[cell] * slope).isCloseTo(expected[cell], within(1e-4 * scale));
    }
    assertThat(correlation(expected, found)).isGreaterThanOrEqualTo(0.999);
    assertThat(highest(found)).isEqualTo(highest(expected));
  }

  /** 0 where one of them is the same everywhere. */
  private static double correlation(double[] one, double[] other) {
    double meanOne = DoubleStream.of(one).average().orElseThrow();
    double meanOther = DoubleStream.of(other).average().orElseThrow();
    double product = 0;
    double squareOne = 0;
    double squareOther = 0;
    for (int index = 0; index < one.length; index++) {
      product += (one[index] - meanOne) * (other[index] - meanOther);
      squareOne += Math.pow(one[index] - meanOne, 2);
      squareOther += Math.pow(other[index] - meanOther, 2);
    }
    double scale = Math.sqrt(squareOne * squareOther);
    return scale == 0 ? 0 : product / scale;
  }

  private static int highest(double[] values) {
    return IntStream.range(0, values.length)
        .reduce((one, other) -> values[other] > values[one] ? other : one)
        .orElseThrow();
  }

  private static double[] row(FloatTensor maps, int row) {
    int cells = maps.size() / 2;
    return IntStream.range(row * cells, (row + 1) * cells).mapToDouble(maps::get).toArray();
  }

  /** Of the first picture. */
  private static double[] means(FloatTensor map) {
    int channels = (int) map.shape().size(3);
    int values = map.size() / (int) map.shape().size(0);
    int places = values / channels;
    double[] means = new double[channels];
    for (int index = 0; index < values; index++) {
      means[index % channels] += (double) map.get(index) / places;
    }
    return means;
  }
}
