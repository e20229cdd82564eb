package io.pneumonia.evidence.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.SourceBox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EvidencePictureTest {

  private static final EvidenceStyle STYLE = new EvidenceStyle(600, 0.5, 4);
  private static final SourceBox ALL = new SourceBox(0, 0, 300, 200);

  private static PixelImage grey(int width, int height) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) 100);
    return PixelImage.of(width, height, 1, samples);
  }

  /**
   * More evidence than any scale has in the left of three columns, evidence against in the right
   * one.
   */
  private static RelevanceMap threeColumns(SourceBox region) {
    return RelevanceMap.of(1, 3, region, 1e6, 0, -1e6);
  }

  private static PixelImage draw(PixelImage picture, RelevanceMap map) {
    return EvidencePicture.draw(picture, map, "NORMAL", STYLE);
  }

  private static int[] pixel(PixelImage image, int x, int y) {
    return new int[] {image.sample(x, y, 0), image.sample(x, y, 1), image.sample(x, y, 2)};
  }

  @Test
  void keepsProportionsAndAddsALegend() {
    PixelImage drawing = draw(grey(300, 200), threeColumns(ALL));
    assertThat(drawing.width()).isEqualTo(600);
    assertThat(drawing.height()).isBetween(400 + 60, 400 + 160);
  }

  @Test
  void withoutLegendIsThePictureOfTheDrawingAlone() {
    PixelImage whole = draw(grey(300, 200), threeColumns(ALL));
    PixelImage alone = EvidencePicture.drawWithoutLegend(grey(300, 200), threeColumns(ALL), STYLE);
    assertThat(alone.width()).isEqualTo(600);
    assertThat(alone.height()).isEqualTo(400);
    for (int x = 0; x < 600; x += 7) {
      assertThat(pixel(alone, x, 399)).isEqualTo(pixel(whole, x, 399));
    }
  }

  @Test
  void coloursWhatSpeaksForPneumoniaAndLeavesTheRest() {
    PixelImage drawing = draw(grey(300, 200), threeColumns(ALL));
    int halfYellow = (100 + 253) / 2;
    assertThat(pixel(drawing, 100, 200)[0]).isCloseTo(halfYellow, within(3));
    assertThat(pixel(drawing, 550, 200)).containsExactly(100, 100, 100);
  }

  @Test
  void theSameEvidenceHasTheSameColourInEveryPicture() {
    RelevanceMap alone = RelevanceMap.of(1, 3, ALL, 1, 1, 1);
    RelevanceMap besideMuchMore = RelevanceMap.of(1, 3, ALL, 1, 1, 100);
    int[] expected = pixel(draw(grey(300, 200), alone), 100, 200);
    assertThat(pixel(draw(grey(300, 200), besideMuchMore), 99, 200)).isEqualTo(expected);
  }

  @Test
  void muchEvidenceIsStillToldFromMore() {
    RelevanceMap map = RelevanceMap.of(1, 3, ALL, 5, 10, 20);
    PixelImage drawing = draw(grey(300, 200), map);
    int[] reds = {pixel(drawing, 10, 9)[0], pixel(drawing, 300, 9)[0], pixel(drawing, 590, 9)[0]};
    assertThat(reds).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void darkensWhatTheNetworkDoesNotSee() {
    RelevanceMap map = threeColumns(new SourceBox(50, 0, 250, 200));
    PixelImage drawing = draw(grey(300, 200), map);
    assertThat(pixel(drawing, 50, 200)).containsOnly(52);
    assertThat(pixel(drawing, 520, 200)).doesNotContain(100);
    assertThat(pixel(drawing, 480, 200)).containsExactly(100, 100, 100);
  }

  @Test
  void makesRoomForTheLegendUnderANarrowPicture() {
    PixelImage drawing =
        draw(grey(20, 400), RelevanceMap.of(1, 1, new SourceBox(0, 0, 20, 400), 0));
    assertThat(drawing.width()).isGreaterThan(200);
    assertThat(pixel(drawing, drawing.width() / 2, 300)).containsExactly(100, 100, 100);
    assertThat(pixel(drawing, 5, 300)).containsOnly(20);
  }

  @Test
  void everySmoothedValueGoesThroughTheCells() {
    RelevanceMap map = RelevanceMap.of(2, 3, ALL, 1, -2, 3, 4, 5, -6);
    SmoothMap smooth = new SmoothMap(map);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        double expected = map.density(row, column);
        assertThat(smooth.row(row).at(column)).isCloseTo(expected, within(1e-12));
      }
    }
    assertThat(smooth.row(0).at(-0.5)).isBetween(6.0, 9.0);
  }

  @Test
  void aTextOfLettersIsWiderThanABlankAndDarkOutside() {
    Lettering lettering = new Lettering();
    assertThat(lettering.width("WW", 20)).isGreaterThan(lettering.width("ii", 20));
    Canvas canvas = new Canvas(60, 20, 0);
    lettering.draw(canvas, 0, 0, 20, 255, "I");
    PixelImage drawn = canvas.picture();
    int brightest = 0;
    for (int x = 0; x < 60; x++) {
      brightest = Math.max(brightest, drawn.sample(x, 10, 0));
      assertThat(drawn.sample(x, 0, 0)).isZero();
    }
    assertThat(brightest).isGreaterThan(200);
    assertThat(lettering.width("\u00e9", 20)).isEqualTo(lettering.width("?", 20));
  }

  @Test
  void refusesStylesOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceStyle(100, 0.5, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceStyle(600, 0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceStyle(600, 0.5, Double.NaN));
  }
}
