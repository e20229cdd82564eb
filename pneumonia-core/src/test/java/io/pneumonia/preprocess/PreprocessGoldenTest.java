package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.image.PixelImage;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every value against the library that it stands for: no difference in any bit. */
class PreprocessGoldenTest {

  private static final Map<List<Integer>, PixelImage> PATTERNS = new HashMap<>();

  private static GoldenFiles golden;

  @BeforeAll
  static void load() {
    golden = GoldenFiles.load();
  }

  @ParameterizedTest
  @EnumSource
  void resizesSmallPicturesAsTheLibraryDoes(Interpolation interpolation) {
    int cases = 0;
    for (JsonNode entry : golden.cases("resized")) {
      if (entry.get(1).asText().equals(interpolation.name())) {
        PixelImage image = golden.image(entry.get(0).asText());
        PreprocessSpec spec = unscaled(entry, 1, image.channels());
        int count = spec.width() * spec.height() * image.channels();
        assertSameBits(Preprocessor.of(spec).apply(image), expected(entry, count), entry);
        cases++;
      }
    }
    assertThat(cases).isGreaterThan(70);
  }

  @ParameterizedTest
  @EnumSource
  void resizesPicturesOfRealSizeAsTheLibraryDoes(Interpolation interpolation) {
    int cases = 0;
    for (JsonNode entry : golden.cases("large")) {
      if (entry.get(3).asText().equals(interpolation.name())) {
        int channels = entry.get(2).asInt();
        PixelImage image = pattern(entry.get(0).asInt(), entry.get(1).asInt(), channels);
        FloatTensor tensor = Preprocessor.of(unscaled(entry, 3, channels)).apply(image);
        assertThat(sha256(tensor, interpolation))
            .as(entry.toString())
            .isEqualTo(entry.get(7).asText());
        cases++;
      }
    }
    assertThat(cases).isEqualTo(26);
  }

  @Test
  void scalesEverySampleAsNumPyAndKerasDo() {
    PixelImage samples = golden.image("samples");
    for (JsonNode entry : golden.cases("scalings")) {
      int channels = entry.get(1).asInt();
      PreprocessSpec spec =
          PreprocessSpec.pillow()
              .withSize(16, 16)
              .withColorMode(channels == 1 ? ColorMode.GREY : ColorMode.RGB)
              .withScaling(scaling(entry.get(0).asText()));
      float[] expected = golden.floats(entry.get(2).asInt(), 256 * channels);
      assertSameBits(Preprocessor.of(spec).apply(samples), expected, entry);
    }
  }

  @Test
  void makesTheTensorsThatThePythonCodeOfEachPresetMakes() {
    for (JsonNode entry : golden.cases("tensors")) {
      PreprocessSpec spec =
          preset(entry.get(0).asText())
              .withColorMode(ColorMode.valueOf(entry.get(2).asText()))
              .withSize(entry.get(3).asInt(), entry.get(4).asInt());
      int count = spec.width() * spec.height() * spec.colorMode().channels();
      FloatTensor tensor = Preprocessor.of(spec).apply(golden.image(entry.get(1).asText()));
      assertThat(tensor.shape()).isEqualTo(spec.batchShape(1));
      assertSameBits(tensor, golden.floats(entry.get(5).asInt(), count), entry);
    }
  }

  @Test
  void goldenFilesNameTheLibrariesTheyCameFrom() {
    assertThat(golden.cases("versions").fieldNames())
        .toIterable()
        .contains("pillow", "opencv", "tensorflow", "keras", "numpy");
  }

  private static PixelImage pattern(int width, int height, int channels) {
    return PATTERNS.computeIfAbsent(
        List.of(width, height, channels), key -> TestImages.pattern(width, height, channels));
  }

  private static PreprocessSpec unscaled(JsonNode entry, int filter, int channels) {
    return new PreprocessSpec(
        entry.get(filter + 2).asInt(),
        entry.get(filter + 3).asInt(),
        channels == 1 ? ColorMode.GREY : ColorMode.RGB,
        Fit.valueOf(entry.get(filter + 1).asText()),
        Interpolation.valueOf(entry.get(filter).asText()),
        Scaling.none(),
        TensorLayout.NHWC);
  }

  private static float[] expected(JsonNode entry, int count) {
    int offset = entry.get(5).asInt();
    return entry.get(1).asText().equals("TENSORFLOW_BILINEAR")
        ? golden.floats(offset, count)
        : golden.bytesAsFloats(offset, count);
  }

  private static Scaling scaling(String name) {
    return switch (name) {
      case "none" -> Scaling.none();
      case "unit" -> Scaling.unit();
      case "rescale255" -> Scaling.rescale255();
      case "signed" -> Scaling.signed();
      case "imagenet" -> Scaling.imagenet();
      case "caffe" -> Scaling.caffe();
      case "rescaleSigned" -> new Scaling.Multiply((float) (1 / 127.5), -1f);
      default -> throw new AssertionError("no such scaling: " + name);
    };
  }

  private static PreprocessSpec preset(String name) {
    PreprocessSpec nearest =
        PreprocessSpec.pillow().withInterpolation(Interpolation.PILLOW_NEAREST);
    return switch (name) {
      case "pillow" -> PreprocessSpec.pillow();
      case "kerasLoadImg" -> PreprocessSpec.kerasLoadImg();
      case "teachableMachine" -> PreprocessSpec.teachableMachine();
      case "tensorflowDataset" -> PreprocessSpec.tensorflowDataset();
      case "tensorflowDatasetCropped" -> PreprocessSpec.tensorflowDataset().withFit(Fit.CENTER_FIT);
      case "opencv" -> PreprocessSpec.opencv();
      case "torchvision" -> PreprocessSpec.torchvision();
      case "caffe" -> nearest.withScaling(Scaling.caffe());
      case "greyOnly" -> nearest.withScaling(Scaling.none());
      default -> throw new AssertionError("no such preset: " + name);
    };
  }

  private static void assertSameBits(FloatTensor tensor, float[] expected, JsonNode entry) {
    float[] actual = tensor.toArray();
    assertThat(actual).as(entry.toString()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(expected[i])) {
        fail("%s: value %d: expected %s, found %s", entry, i, expected[i], actual[i]);
      }
    }
  }

  /** The sum of what the library gave: bytes, or little-endian floats where it does not round. */
  private static String sha256(FloatTensor tensor, Interpolation interpolation) {
    ByteBuffer content;
    if (interpolation == Interpolation.TENSORFLOW_BILINEAR) {
      content = ByteBuffer.allocate(tensor.size() * 4).order(ByteOrder.LITTLE_ENDIAN);
      tensor.copyTo(content.asFloatBuffer());
    } else {
      content = ByteBuffer.allocate(tensor.size());
      for (int i = 0; i < tensor.size(); i++) {
        content.put(i, (byte) tensor.get(i));
      }
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.array());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
