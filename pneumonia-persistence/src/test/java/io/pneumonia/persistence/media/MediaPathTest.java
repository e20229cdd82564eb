package io.pneumonia.persistence.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.image.ImageFormat;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPathTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 7);

  private final SecureRandom random = new SecureRandom();

  @Test
  void namesTheDayAndTheFormat() {
    MediaPath jpeg = MediaPath.fresh(DAY, ImageFormat.JPEG, random);
    MediaPath png = MediaPath.fresh(DAY, ImageFormat.PNG, random);

    assertThat(jpeg.value()).matches("xray_images/2026/03/07/[0-9a-f]{32}\\.jpg");
    assertThat(jpeg.contentType()).isEqualTo("image/jpeg");
    assertThat(png.value()).endsWith(".png");
    assertThat(png.contentType()).isEqualTo("image/png");
    assertThat(MediaPath.parse(png.value())).contains(png);
  }

  @Test
  void writesWesternDigitsWhereOthersAreUsual() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(MediaPath.fresh(DAY, ImageFormat.PNG, random).value())
          .startsWith("xray_images/2026/03/07/");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isNeverTheSame() {
    Set<MediaPath> paths = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      paths.add(MediaPath.fresh(DAY, ImageFormat.PNG, random));
    }
    assertThat(paths).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/xray_images/2026/03/07/0123456789abcdef0123456789abcdef.png",
        "xray_images/2026/03/07/../0123456789abcdef0123456789abcdef.png",
        "xray_images/2026/03/07/0123456789ABCDEF0123456789abcdef.png",
        "xray_images/2026/03/07/0123456789abcdef0123456789abcdef.html",
        "xray_images/2026/03/07/0123456789abcdef0123456789abcdef.png\n"
      })
  void refusesEveryOtherForm(String text) {
    assertThat(MediaPath.parse(text)).isEmpty();
    assertThatThrownBy(() -> new MediaPath(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
