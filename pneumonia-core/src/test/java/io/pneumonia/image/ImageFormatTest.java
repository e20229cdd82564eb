package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ImageFormatTest {

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe0");

  @Test
  void recognisesBothSignatures() {
    assertThat(ImageFormat.detect(PNG)).contains(ImageFormat.PNG);
    assertThat(ImageFormat.detect(JPEG)).contains(ImageFormat.JPEG);
  }

  @Test
  void needsTheWholeSignature() {
    assertThat(ImageFormat.detect(Arrays.copyOf(PNG, 7))).isEmpty();
    assertThat(ImageFormat.detect(Arrays.copyOf(JPEG, 2))).isEmpty();
    assertThat(ImageFormat.detect(new byte[0])).isEmpty();
  }

  @Test
  void recognisesNothingElse() {
    byte[] almost = PNG.clone();
    almost[4] = '\n';
    assertThat(ImageFormat.detect(almost)).isEmpty();
  }
}
