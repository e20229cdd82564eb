package io.pneumonia.image;

import static io.pneumonia.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngRefusalTest {

  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @CsvSource({"0,5", "5,0", "-1,5", "-2147483648,-2147483648"})
  void refusesSizesBelowOne(int width, int height) {
    assertRefused(PngBuilder.of(width, height, 8, 0).rows(0).end(), ErrorCode.IMAGE_CORRUPT)
        .contains("a width and height of at least 1");
  }

  @ParameterizedTest
  @CsvSource({"3,0", "0,0", "32,0", "4,2", "16,3", "2,4", "8,5", "8,1", "8,255"})
  void refusesDepthsThatItsColourTypeHasNot(int depth, int colour) {
    assertRefused(PngBuilder.of(1, 1, depth, colour).rows(0, 0).end(), ErrorCode.IMAGE_CORRUPT)
        .contains("colour types and bit depths");
  }

  @Test
  void refusesUnknownInterlacing() {
    byte[] png = new PngBuilder().header(1, 1, 8, 0, 2).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("interlace");
  }

  @Test
  void refusesToStartWithoutAHeader() {
    byte[] png = new PngBuilder().chunk("IDAT", NOTHING).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("starts with an IHDR chunk");
  }

  @Test
  void refusesASecondHeader() {
    byte[] png = PngBuilder.of(1, 1, 8, 0).header(2, 2, 8, 0, 0).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("no critical chunk but").endsWith("IHDR");
  }

  @Test
  void refusesAPictureWithoutData() {
    assertRefused(PngBuilder.of(1, 1, 8, 0).end(), ErrorCode.IMAGE_CORRUPT).contains("IDAT");
  }

  @Test
  void refusesAWrongChecksum() {
    byte[] png = PngBuilder.of(1, 1, 8, 0).rows(0, 5).end();
    png[29] ^= 1;
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("checksum of the IHDR chunk");
  }

  @Test
  void refusesWrongChecksumOfThePixels() {
    byte[] data = PngBuilder.deflated(new byte[] {0, 5});
    data[data.length - 1] ^= 1;
    byte[] png = PngBuilder.of(1, 1, 8, 0).chunk("IDAT", data).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("inflated");
  }

  @Test
  void refusesAChunkTypeThatIsNotLetters() {
    byte[] png = PngBuilder.of(1, 1, 8, 0).chunk("ab\n1", NOTHING).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("chunk type of four letters at byte 33");
  }

  @Test
  void refusesAnUnknownFilter() {
    assertRefused(PngBuilder.of(1, 1, 8, 0).rows(5, 0).end(), ErrorCode.IMAGE_CORRUPT)
        .contains("row filter of 0 to 4, found 5");
  }

  @Test
  void refusesFewerRowsThanDeclared() {
    assertRefused(PngBuilder.of(1, 3, 8, 0).rows(0, 1, 0, 2).end(), ErrorCode.IMAGE_TRUNCATED)
        .contains("image data for every row");
  }

  @Test
  void ignoresMoreRowsThanDeclared() {
    byte[] png = PngBuilder.of(1, 1, 8, 0).rows(0, 7, 0, 8, 0, 9).end();
    PixelImage image = new ImageDecoder().decode(EncodedImage.of("x.img", png));
    assertThat(image).isEqualTo(PixelImage.of(1, 1, 1, new byte[] {7}));
  }

  @Test
  void refusesDataThatNeedsADictionary() {
    java.util.zip.Deflater deflater = new java.util.zip.Deflater();
    byte[] data = new byte[100];
    try {
      deflater.setDictionary(new byte[] {1, 2, 3, 4});
      deflater.setInput(new byte[] {0, 1, 2, 3});
      deflater.finish();
      deflater.deflate(data);
    } finally {
      deflater.end();
    }
    byte[] png = PngBuilder.of(3, 1, 8, 0).chunk("IDAT", data).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("dictionary");
  }

  @Test
  void refusesAPaletteImageWithoutPalette() {
    assertRefused(PngBuilder.of(1, 1, 8, 3).rows(0, 0).end(), ErrorCode.IMAGE_CORRUPT)
        .contains("PLTE");
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "15"})
  void refusesAPaletteOfAnOddSize(int length) {
    byte[] png = PngBuilder.of(1, 1, 2, 3).chunk("PLTE", new byte[length]).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("1 to 4 entries");
  }

  @Test
  void refusesAnIndexBeyondThePalette() {
    byte[] png = PngBuilder.of(2, 1, 8, 3).chunk("PLTE", new byte[6]).rows(0, 1, 2).end();
    assertRefused(png, ErrorCode.IMAGE_CORRUPT)
        .endsWith("expected indices into a palette of 2 entries, found 2");
  }

  @Test
  void refusesAnAnimation() {
    byte[] two = {0, 0, 0, 2, 0, 0, 0, 0};
    byte[] png = PngBuilder.of(1, 1, 8, 0).chunk("acTL", two).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .endsWith("expected a still picture, found an animated PNG of 2 frames");
  }

  @Test
  void refusesATinyFileOfAHugePictureBeforeAllocatingIt() {
    byte[] png = PngBuilder.of(10_000, 10_000, 8, 2).rows(0, 0).end();
    assertRefused(png, ErrorCode.IMAGE_TRUNCATED).contains("10000x10000 pixels");
  }

  @Test
  void neverUnpacksOtherChunks() {
    byte[] bomb = PngBuilder.deflated(new byte[64 << 20]);
    byte[] text = new byte[bomb.length + 6];
    System.arraycopy(bomb, 0, text, 6, bomb.length);
    byte[] png =
        PngBuilder.of(1, 1, 8, 0)
            .chunk("zTXt", text)
            .chunk("iCCP", text)
            .chunk("iTXt", text)
            .rows(0, 7)
            .end();
    assertThat(new ImageDecoder().decode(EncodedImage.of("x.img", png)).sample(0, 0, 0))
        .isEqualTo(7);
  }

  @Test
  void refusesAChunkLongerThanTheFile() {
    byte[] png = PngBuilder.of(1, 1, 8, 0).rows(0, 0).end();
    png[33] = 0x7F;
    assertRefused(png, ErrorCode.IMAGE_TRUNCATED).contains("IDAT chunk of");
    png[33] = (byte) 0xFF;
    assertRefused(png, ErrorCode.IMAGE_CORRUPT).contains("chunk length below 2^31");
  }
}
