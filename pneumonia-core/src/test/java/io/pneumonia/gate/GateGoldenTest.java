package io.pneumonia.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What make_gate_fixtures.py computed with the training's code, NumPy and Pillow. */
class GateGoldenTest {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(RESOURCES.resolve("gate/golden.json").toFile());
  }

  @Test
  void distancesAreThoseOfTheTraining() throws IOException {
    GateSpec spec = GateReader.read(RESOURCES.resolve("gate/gate.json"));
    assertThat(spec.tap()).isEqualTo(Tap.FEATURES);
    assertThat(spec.statistics().size()).isEqualTo(12);
    assertThat(spec.checks()).isEqualTo(new PictureChecks(64, 4, 12, 8));
    JsonNode rows = golden().get("features");
    FloatTensor features =
        FloatTensor.write(
            TensorShape.of(rows.size(), 12),
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i / 12).get(i % 12).floatValue();
              }
            });
    JsonNode distances = golden().get("distances");
    assertThat(distances).hasSize(rows.size()).hasSizeGreaterThan(6);
    for (int row = 0; row < rows.size(); row++) {
      double expected = distances.get(row).doubleValue();
      assertThat(spec.statistics().distance(features, row))
          .isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }
  }

  @Test
  void colourAndDeviationAreNumPysOfPillowsPixels() throws IOException {
    for (JsonNode picture : golden().get("pictures")) {
      Path file = RESOURCES.resolve("image/golden").resolve(picture.get("file").asText());
      assertMeasures(new ImageDecoder().decode(EncodedImage.read(file)), picture);
    }
  }

  @Test
  void largePicturesAreMeasuredOnTheSameGrid() throws IOException {
    for (JsonNode picture : golden().get("patterns")) {
      assertMeasures(pattern(picture.get("width").asInt(), picture.get("height").asInt()), picture);
    }
  }

  private static void assertMeasures(PixelImage pixels, JsonNode expected) {
    PixelSample sample = PixelSample.of(pixels);
    assertThat(sample.colour()).isCloseTo(expected.get("colour").doubleValue(), within(1e-9));
    assertThat(sample.deviation()).isCloseTo(expected.get("deviation").doubleValue(), within(1e-9));
  }

  /** As the script makes it. */
  private static PixelImage pattern(int width, int height) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int c = i % 3;
      samples[i] = (byte) ((x * x + 3 * y + 50 * c + x * y * c) % 251);
    }
    return PixelImage.of(width, height, 3, samples);
  }
}
