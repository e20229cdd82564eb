package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "7, 5, 1", "5, 7, 3", "300, 200, 3"})
  void whatIsWrittenIsReadAsItWas(int width, int height, int channels) {
    byte[] samples = new byte[width * height * channels];
    new Random(1).nextBytes(samples);
    PixelImage image = PixelImage.of(width, height, channels, samples);
    byte[] file = PngWriter.write(image);
    assertThat(new ImageDecoder().decode(EncodedImage.of("written.png", file))).isEqualTo(image);
  }
}
