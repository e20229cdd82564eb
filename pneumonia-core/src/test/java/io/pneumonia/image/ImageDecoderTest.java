package io.pneumonia.image;

import static io.pneumonia.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {

  @Test
  void hasTheDefaultLimits() {
    assertThat(new ImageDecoder().limits()).isEqualTo(DecodeLimits.DEFAULT);
  }

  @Test
  void refusesAnEmptyImage() {
    assertRefused(new byte[0], ErrorCode.IMAGE_EMPTY)
        .isEqualTo("x.img: expected a JPEG or PNG picture, found no bytes at all");
  }

  @Test
  void refusesMoreBytesThanTheLimit() {
    byte[] jpeg = Fixtures.bytes("jpeg-grey.jpg");
    DecodeLimits limits = new DecodeLimits(jpeg.length - 1, 1_000_000);

    assertRefused(new ImageDecoder(limits, SixteenBitGrey.REFUSE), jpeg, ErrorCode.IMAGE_TOO_LARGE)
        .endsWith("expected at most " + (jpeg.length - 1) + " bytes, found " + jpeg.length);
  }

  @ParameterizedTest
  @CsvSource({"jpeg-grey.jpg", "jpeg-420-progressive.jpg", "png-rgb8.png", "png-grey1-adam7.png"})
  void refusesImageLargerThanPixelLimit(String file) {
    DecodeLimits limits = new DecodeLimits(1_000_000, 61 * 47 - 1);

    assertRefused(
            new ImageDecoder(limits, SixteenBitGrey.REFUSE),
            Fixtures.bytes(file),
            ErrorCode.IMAGE_TOO_MANY_PIXELS)
        .endsWith("expected at most 2866 pixels, found 61x47");
  }

  @ParameterizedTest
  @CsvSource({
    "474946383961, a GIF picture",
    "424d36000000, a BMP picture",
    "49492a00, a TIFF picture",
    "4d4d002a, a TIFF picture",
    "524946460000000057454250, a WebP picture",
    "0000001c6674797068656963, a HEIC picture",
    "0000001c667479706d696631, a HEIF picture",
    "0000001c6674797061766966, an AVIF picture",
    "0000000c6a5020200d0a870a, a JPEG 2000 picture",
    "ff4fff51, a JPEG 2000 picture",
    "ff0a, a JPEG XL picture",
    "255044462d, a PDF document",
    "504b0304, a ZIP archive",
    "1f8b08, a gzip archive",
    "3c21444f43545950452068746d6c3e, an HTML page",
    "3c68746d6c3e, an HTML page",
    "3c3f786d6c, an XML document",
    "3c737667, an SVG drawing",
    "7b226122, a JSON document",
    "934e554d5059, a NumPy array"
  })
  void saysWhatAnotherTypeLooksLike(String hex, String description) {
    assertRefused(HexFormat.of().parseHex(hex), ErrorCode.IMAGE_TYPE_UNSUPPORTED)
        .endsWith("found what looks like " + description);
  }

  @Test
  void recognisesDicom() {
    byte[] dicom = Arrays.copyOf(new byte[128], 200);
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);

    assertRefused(dicom, ErrorCode.IMAGE_TYPE_UNSUPPORTED).endsWith("looks like a DICOM file");
  }

  @Test
  void showsTheFirstBytesOfAnUnknownType() {
    assertRefused(new byte[] {1, 2, (byte) 0xFF}, ErrorCode.IMAGE_TYPE_UNSUPPORTED)
        .endsWith("found an unknown type that starts with 01 02 ff");
  }

  @ParameterizedTest
  @MethodSource("io.pneumonia.image.Fixtures#golden")
  void neverDecodesATruncatedPicture(Fixtures.Golden golden) {
    byte[] whole = Fixtures.bytes(golden.file());
    if (golden.file().contains("trailing")) {
      return;
    }
    int step = Math.max(1, whole.length / 60);
    for (int length = 8; length < whole.length; length += step) {
      assertRefused(golden.decoder(), Arrays.copyOf(whole, length), ErrorCode.IMAGE_TRUNCATED);
    }
    byte[] almost = Arrays.copyOf(whole, whole.length - 1);
    assertRefused(golden.decoder(), almost, ErrorCode.IMAGE_TRUNCATED);
  }
}
