package io.pneumonia.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure against scikit-learn's and numpy's on the same scores. */
class MetricsGoldenTest {

  private static final Offset<Double> CLOSE = within(1e-9);

  record Case(JsonNode json, Bootstrap bootstrap) {

    LabelledScores scores() {
      int size = json.get("scores").size();
      double[] scores = new double[size];
      boolean[] positive = new boolean[size];
      int[] groups = new int[size];
      for (int i = 0; i < size; i++) {
        scores[i] = json.get("scores").get(i).asDouble();
        positive[i] = json.get("labels").get(i).asInt() == 1;
        groups[i] = json.get("groups").get(i).asInt();
      }
      return LabelledScores.of(scores, positive, groups);
    }

    double threshold() {
      return json.get("threshold").asDouble();
    }

    @Override
    public String toString() {
      return json.get("name").asText();
    }
  }

  static Stream<Case> cases() throws IOException {
    String resource = "/evaluation/metrics.json";
    try (InputStream in = MetricsGoldenTest.class.getResourceAsStream(resource)) {
      JsonNode golden = new ObjectMapper().readTree(Objects.requireNonNull(in, resource));
      Bootstrap bootstrap =
          new Bootstrap(golden.get("resamples").asInt(), golden.get("seed").asLong());
      return StreamSupport.stream(golden.get("cases").spliterator(), false)
          .map(json -> new Case(json, bootstrap));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void figuresAreThoseOfScikitLearn(Case golden) {
    Map<Metric, Estimate> estimates =
        Metrics.of(golden.scores(), golden.threshold(), golden.bootstrap());
    assertThat(estimates).hasSize(golden.json().get("figures").size());
    estimates.forEach(
        (metric, estimate) -> {
          assertNumber(estimate.value(), golden.json().get("figures").get(metric.key()));
          assertThat(estimate.whyAbsent() == null).isEqualTo(estimate.value() != null);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void intervalsAreThoseOfTheSameResamplesInPython(Case golden) {
    Map<Metric, Estimate> estimates =
        Metrics.of(golden.scores(), golden.threshold(), golden.bootstrap());
    estimates.forEach(
        (metric, estimate) -> {
          JsonNode expected = golden.json().get("intervals").get(metric.key());
          Estimate.Interval interval = estimate.interval();
          if (estimate.value() == null) {
            assertThat(interval).isNull();
          } else {
            Objects.requireNonNull(interval);
            assertThat(interval.low())
                .as(metric.key())
                .isCloseTo(expected.get(0).asDouble(), CLOSE);
            assertThat(interval.high())
                .as(metric.key())
                .isCloseTo(expected.get(1).asDouble(), CLOSE);
            assertThat(interval.resamples()).isEqualTo(expected.get(2).asInt());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areaAloneIsTheSame(Case golden) {
    LabelledScores scores = golden.scores();
    assertThat(Metrics.auroc(scores, golden.bootstrap()))
        .isEqualTo(Metrics.of(scores, golden.threshold(), golden.bootstrap()).get(Metric.AUROC));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsAndThresholdsAreThoseOfPython(Case golden) {
    LabelledScores scores = golden.scores();
    ConfusionMatrix counts = ConfusionMatrix.of(scores, golden.threshold());
    assertThat(
            List.of(
                counts.trueNegatives(),
                counts.falsePositives(),
                counts.falseNegatives(),
                counts.truePositives()))
        .isEqualTo(integers(golden.json().get("confusion")));
    List<OperatingPoint> points = OperatingPoint.of(scores, golden.threshold());
    assertThat(points).hasSize(5);
    assertThat(points.get(0).threshold()).isEqualTo(golden.threshold());
    for (int i = 1; i < points.size(); i++) {
      OperatingPoint point = points.get(i);
      JsonNode expected = golden.json().get("operatingPoints").get(i - 1);
      assertNumber(point.threshold(), expected);
      assertThat(point.whyAbsent() == null).isEqualTo(point.threshold() != null);
      if (point.threshold() != null) {
        ConfusionMatrix there = ConfusionMatrix.of(scores, point.threshold());
        assertThat(point.sensitivity())
            .isEqualTo((double) there.truePositives() / scores.positives());
        assertThat(point.specificity())
            .isEqualTo((double) there.trueNegatives() / scores.negatives());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void curvesAreThoseOfScikitLearn(Case golden) {
    LabelledScores scores = golden.scores();
    JsonNode roc = golden.json().get("roc");
    List<Curves.RocPoint> points = Curves.roc(scores);
    assertThat(points).hasSize(roc.size());
    for (int i = 0; i < points.size(); i++) {
      assertNumber(points.get(i).falsePositiveRate(), roc.get(i).get(0));
      assertNumber(points.get(i).truePositiveRate(), roc.get(i).get(1));
      assertNumber(points.get(i).threshold(), roc.get(i).get(2));
    }
    JsonNode curve = golden.json().get("precisionRecall");
    List<Curves.PrecisionRecallPoint> others = Curves.precisionRecall(scores);
    assertThat(others).hasSize(curve.size());
    for (int i = 0; i < others.size(); i++) {
      assertNumber(others.get(i).recall(), curve.get(i).get(0));
      assertNumber(others.get(i).precision(), curve.get(i).get(1));
      assertNumber(others.get(i).threshold(), curve.get(i).get(2));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void binsAndQuantilesAreThoseOfNumpy(Case golden) {
    LabelledScores scores = golden.scores();
    List<ReliabilityBin> bins = ReliabilityBin.of(scores);
    assertThat(bins).hasSize(golden.json().get("reliability").size());
    for (int b = 0; b < bins.size(); b++) {
      JsonNode expected = golden.json().get("reliability").get(b);
      assertThat(bins.get(b).count()).isEqualTo(expected.get(0).asInt());
      assertNumber(bins.get(b).meanScore(), expected.get(1));
      assertNumber(bins.get(b).fractionPositive(), expected.get(2));
    }
    assertDistribution(ScoreDistribution.of(scores, false), golden.json().get("negatives"));
    assertDistribution(ScoreDistribution.of(scores, true), golden.json().get("positives"));
  }

  private static void assertDistribution(ScoreDistribution found, JsonNode expected) {
    assertThat(found.histogram()).isEqualTo(integers(expected.get("histogram")));
    assertThat(found.quantiles()).hasSize(expected.get("quantiles").size());
    for (int i = 0; i < found.quantiles().size(); i++) {
      assertNumber(found.quantiles().get(i), expected.get("quantiles").get(i));
    }
  }

  private static List<Integer> integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static void assertNumber(@Nullable Double found, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(found).isNull();
    } else {
      assertThat(found).isCloseTo(expected.asDouble(), CLOSE);
    }
  }
}
