package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.ExplainOptions;
import io.pneumonia.Explanation;
import io.pneumonia.GatePolicy;
import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence maps of whole networks, against what {@code make_evidence.py} had from TensorFlow. */
class EvidenceTest {

  private static final Path DATA = Path.of("../pneumonia-examples/data");
  private static final Path PHANTOM_NET = DATA.resolve("phantom-net.h5");
  private static final String NORMAL = "phantom-normal.png";

  @ParameterizedTest
  @CsvSource({
    "pneumonia-mobilenetv2.h5, onnx",
    "pneumonia-mobilenetv2.h5, tensorflow",
    "phantom-net.h5, onnx",
    "phantom-net.h5, tensorflow"
  })
  void mapIsTheGradCamOfTensorFlow(String model, String backend) throws IOException {
    try (Predictor predictor = open(model, backend)) {
      int compared = 0;
      for (JsonNode golden : goldens(model)) {
        assertThat(predictor.model().sha256())
            .as("make_evidence.py is to be run again for " + model)
            .isEqualTo(golden.required("sha256").asText());
        Explanation found = predictor.explain(picture(golden.required("picture").asText()));
        double score = found.prediction().decision().rawScore().value();
        assertThat(score).isCloseTo(golden.required("score").asDouble(), within(1e-4));
        assertThat(found.method()).isEqualTo(EvidenceMethod.CLASS_ACTIVATION);
        assertAlike(golden.required("map"), found.map());
        compared++;
      }
      assertThat(compared).isEqualTo(2);
    }
  }

  private static void assertAlike(JsonNode expected, RelevanceMap found) {
    assertThat(found.rows()).isEqualTo(expected.size());
    assertThat(found.columns()).isEqualTo(expected.get(0).size());
    List<Double> values = new ArrayList<>();
    expected.forEach(row -> row.forEach(value -> values.add(value.asDouble())));
    double[] golden = values.stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(correlation(golden, found.toArray())).isGreaterThanOrEqualTo(0.999);
    assertThat(highest(found.toArray())).isEqualTo(highest(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void predictionIsTheSameToTheBit(String backend) throws IOException {
    for (GatePolicy gate : new GatePolicy[] {GatePolicy.OFF, GatePolicy.REPORT}) {
      try (Predictor predictor = BundledModel.open(backend, usual -> usual.withGate(gate))) {
        for (String name : List.of(NORMAL, "phantom-pneumonia.png")) {
          Prediction plain = predictor.predict(picture(name));
          Prediction explained = predictor.explain(picture(name)).prediction();
          assertThat(explained.output()).isEqualTo(plain.output());
          assertThat(explained.decision()).isEqualTo(plain.decision());
          assertThat(explained.gate()).isEqualTo(plain.gate());
        }
      }
    }
  }

  /** A network that has learnt to look for bright patches in lungs looks at this one. */
  @ParameterizedTest
  @ValueSource(strings = {"CLASS_ACTIVATION", "OCCLUSION"})
  void aBrightPatchInALungMovesTheMap(EvidenceMethod method) throws IOException {
    ExplainOptions options = ExplainOptions.DEFAULT.withMethod(method).withGrid(12);
    PixelImage picture = new ImageDecoder().decode(picture(NORMAL));
    try (Predictor predictor = Predictors.open(PHANTOM_NET, "onnx")) {
      RelevanceMap before = predictor.explain(picture(NORMAL), options).map();
      for (double column : new double[] {0.31, 0.69}) {
        EncodedImage patched = withPatch(picture, column, 0.55);
        RelevanceMap after = predictor.explain(patched, options).map();
        assertThat(highest(after.toArray())).isNotEqualTo(highest(before.toArray()));
        int foundColumn = highest(after.toArray()) % 12;
        int foundRow = highest(after.toArray()) / 12;
        assertThat((foundColumn + 0.5) / 12).isCloseTo(column, within(0.15));
        assertThat((foundRow + 0.5) / 12).isCloseTo(0.55, within(0.15));
      }
    }
  }

  private static EncodedImage withPatch(PixelImage picture, double column, double row) {
    byte[] samples = picture.toArray();
    for (int index = 0; index < samples.length; index++) {
      int x = index % picture.width();
      int y = index / picture.width();
      double across = (double) x / picture.width() - column;
      double down = (double) y / picture.height() - row;
      double brighter = 100 * Math.exp(-(across * across + down * down) / 0.01);
      samples[index] = (byte) Math.min(255, (samples[index] & 0xFF) + brighter);
    }
    PixelImage patched = PixelImage.of(picture.width(), picture.height(), 1, samples);
    return EncodedImage.of("patched.png", PngWriter.write(patched));
  }

  private static Predictor open(String model, String backend) {
    return model.equals(String.valueOf(PHANTOM_NET.getFileName()))
        ? Predictors.open(PHANTOM_NET, backend)
        : BundledModel.open(backend, usual -> usual.withGate(GatePolicy.OFF));
  }

  private static EncodedImage picture(String name) {
    return EncodedImage.read(DATA.resolve(name));
  }

  private static List<JsonNode> goldens(String model) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream file = EvidenceTest.class.getResourceAsStream("evidence.json")) {
      for (JsonNode golden : new ObjectMapper().readTree(Objects.requireNonNull(file))) {
        if (golden.required("model").asText().equals(model)) {
          cases.add(golden);
        }
      }
    }
    return cases;
  }

  private static int highest(double[] values) {
    int highest = 0;
    for (int index = 1; index < values.length; index++) {
      highest = values[index] > values[highest] ? index : highest;
    }
    return highest;
  }

  private static double correlation(double[] one, double[] other) {
    double meanOne = mean(one);
    double meanOther = mean(other);
    double product = 0;
    double squareOne = 0;
    double squareOther = 0;
    for (int index = 0; index < one.length; index++) {
      product += (one[index] - meanOne) * (other[index] - meanOther);
      squareOne += Math.pow(one[index] - meanOne, 2);
      squareOther += Math.pow(other[index] - meanOther, 2);
    }
    return product / Math.sqrt(squareOne * squareOther);
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }
}
