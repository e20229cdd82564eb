package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend that runs Keras files hands out from inside a network. */
public abstract class TapsContract {

  private static final KerasFixture POOLED_HEAD = KerasFixtures.model("residual_softmax");
  private static final KerasFixture FLATTEN_HEAD = KerasFixtures.model("small_cnn_sigmoid");

  /** Where fixtures are copied to. */
  @TempDir protected Path folder;

  /** Called by JUnit. */
  protected TapsContract() {}

  /**
   * The backend under test.
   *
   * @return a new provider
   */
  protected abstract InferenceBackendProvider provider();

  @ParameterizedTest
  @ValueSource(strings = {"residual_softmax", "nested_sequential", "small_cnn_sigmoid"})
  void givesTheValuesOfKeras(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    Map<Tap, FloatTensor> expected = KerasFixtures.taps(name);
    try (InferenceSession session = open(fixture)) {
      assertThat(session.taps()).isEqualTo(shapes(expected));
      TappedOutput found = session.run(fixture.input(), expected.keySet());
      assertThat(found.taps()).containsOnlyKeys(expected.keySet());
      expected.forEach((tap, values) -> Agreement.assertAgrees(fixture, values, found.tap(tap)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single_dense_sigmoid", "squeeze_and_excite", "single_conv2d"})
  void hasNoTapsWhereNothingLiesBetweenInputAndHead(String name) {
    try (InferenceSession session = open(KerasFixtures.model(name))) {
      assertThat(session.taps()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"residual_softmax", "nested_sequential", "small_cnn_sigmoid"})
  void givesTheSameOutputToTheBitWithTapsAndWithout(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    try (InferenceSession session = open(fixture)) {
      FloatTensor plain = session.run(fixture.input());
      for (Tap tap : session.taps().keySet()) {
        assertThat(session.run(fixture.input(), Set.of(tap)).output()).isEqualTo(plain);
      }
      assertThat(session.run(fixture.input(), session.taps().keySet()).output()).isEqualTo(plain);
      assertThat(session.run(fixture.input(), Set.of())).isEqualTo(withoutTaps(plain));
      assertThat(session.run(fixture.input())).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"residual_softmax", "nested_sequential", "small_cnn_sigmoid"})
  void givesFeaturesFromWhichTheLastLayerMakesTheOutput(String name) {
    KerasFixture fixture = KerasFixtures.model(name);
    Path file = file(fixture);
    Op.Dense last = lastDense(file);
    try (InferenceSession session = provider().open(file, BackendOptions.DEFAULT)) {
      TappedOutput found = session.run(fixture.input(), Set.of(Tap.FEATURES));
      FloatTensor head = head(last, found.tap(Tap.FEATURES));
      Agreement.assertAgrees(fixture, found.output(), head);
    }
  }

  @Test
  void givesAMapWhoseMeanIsWhatADirectHeadReads() {
    try (InferenceSession session = open(POOLED_HEAD)) {
      TappedOutput found = session.run(POOLED_HEAD.input(), session.taps().keySet());
      FloatTensor map = found.tap(Tap.FEATURE_MAP);
      FloatTensor features = found.tap(Tap.FEATURES);
      assertThat(map.shape()).isEqualTo(TensorShape.of(2, 9, 8, 4));
      Agreement.assertAgrees(POOLED_HEAD, meanOfPictures(map), features);
    }
  }

  @Test
  void givesEachRowOfABatchItsOwnValues() {
    try (InferenceSession session = open(POOLED_HEAD)) {
      int[] rows = {1, 0, 0, 1, 1};
      FloatTensor batch = Agreement.rows(POOLED_HEAD.input(), rows);
      TappedOutput found = session.run(batch, session.taps().keySet());
      KerasFixtures.taps(POOLED_HEAD.name())
          .forEach(
              (tap, values) ->
                  Agreement.assertAgrees(
                      POOLED_HEAD, Agreement.rows(values, rows), found.tap(tap)));
    }
  }

  @Test
  void refusesATapThatTheNetworkHasNot() {
    try (InferenceSession session = open(FLATTEN_HEAD)) {
      assertThatThrownBy(() -> session.run(FLATTEN_HEAD.input(), Set.of(Tap.FEATURE_MAP)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FEATURE_MAP")
          .hasMessageContaining("[FEATURES]");
    }
  }

  @Test
  void refusesTapsAfterClose() {
    InferenceSession session = open(POOLED_HEAD);
    session.run(POOLED_HEAD.input(), session.taps().keySet());
    session.close();
    assertThatThrownBy(() -> session.run(POOLED_HEAD.input(), Set.of(Tap.FEATURES)))
        .isInstanceOfSatisfying(
            InferenceFailed.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CLOSED));
  }

  private static Map<Tap, TensorShape> shapes(Map<Tap, FloatTensor> values) {
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, tap -> tap.getValue().shape().with(0, TensorShape.UNKNOWN)));
  }

  private InferenceSession open(KerasFixture fixture) {
    return provider().open(file(fixture), BackendOptions.DEFAULT);
  }

  private Path file(KerasFixture fixture) {
    return KerasFixtures.copy(fixture.files().get(0), folder);
  }

  private static TappedOutput withoutTaps(FloatTensor output) {
    return new TappedOutput(output, Map.of());
  }

  private static Op.Dense lastDense(Path file) {
    return KerasFiles.read(file, Optional.empty()).graph().nodes().stream()
        .map(Node::op)
        .filter(Op.Dense.class::isInstance)
        .map(Op.Dense.class::cast)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** Kernel and bias, then the sigmoid of one value or the softmax of several. */
  private static FloatTensor head(Op.Dense dense, FloatTensor features) {
    int rows = (int) features.shape().size(0);
    int inputs = (int) dense.kernel().shape().size(0);
    int outputs = (int) dense.kernel().shape().size(1);
    return FloatTensor.write(
        TensorShape.of(rows, outputs),
        values -> {
          for (int row = 0; row < rows; row++) {
            double sum = 0;
            double[] exponentials = new double[outputs];
            for (int output = 0; output < outputs; output++) {
              double logit = dense.bias().get(output);
              for (int input = 0; input < inputs; input++) {
                logit +=
                    (double) features.get(row * inputs + input)
                        * dense.kernel().get(input * outputs + output);
              }
              exponentials[output] = Math.exp(logit);
              sum += exponentials[output];
            }
            double total = outputs == 1 ? 1 + sum : sum;
            for (int output = 0; output < outputs; output++) {
              values[row * outputs + output] = (float) (exponentials[output] / total);
            }
          }
        });
  }

  private static FloatTensor meanOfPictures(FloatTensor map) {
    int rows = (int) map.shape().size(0);
    int channels = (int) map.shape().size(3);
    int places = map.size() / rows / channels;
    double[] sums = new double[rows * channels];
    for (int index = 0; index < map.size(); index++) {
      sums[index / (places * channels) * channels + index % channels] += map.get(index);
    }
    return FloatTensor.write(
        TensorShape.of(rows, channels),
        values -> {
          for (int index = 0; index < values.length; index++) {
            values[index] = (float) (sums[index] / places);
          }
        });
  }
}
