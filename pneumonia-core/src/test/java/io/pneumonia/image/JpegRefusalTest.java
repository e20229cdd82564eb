package io.pneumonia.image;

import static io.pneumonia.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegRefusalTest {

  private static final int SOF0 = 0xC0;
  private static final int SOF2 = 0xC2;
  private static final int DHT = 0xC4;
  private static final int DQT = 0xDB;
  private static final int SOS = 0xDA;

  private final byte[] grey = Fixtures.bytes("jpeg-grey.jpg");
  private final byte[] progressive = Fixtures.bytes("jpeg-grey-progressive.jpg");

  @ParameterizedTest
  @CsvSource({
    "C3, a lossless one",
    "C5, a hierarchical one",
    "C6, a hierarchical one",
    "C7, a hierarchical one",
    "C9, an arithmetic-coded one",
    "CA, an arithmetic-coded one",
    "CB, an arithmetic-coded one",
    "CF, an arithmetic-coded one",
    "F7, a JPEG-LS one"
  })
  void refusesOtherProcesses(String marker, String found) {
    grey[marker(grey, SOF0) + 1] = (byte) Integer.parseInt(marker, 16);
    assertRefused(grey, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .endsWith("expected a baseline or progressive JPEG, found " + found);
  }

  @Test
  void refusesTwelveBits() {
    grey[marker(grey, SOF0) + 4] = 12;
    assertRefused(grey, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .endsWith("expected a JPEG of 8 bits a sample, found 12 bits");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7})
  void refusesSizeZero(int offset) {
    int at = marker(grey, SOF0) + offset;
    grey[at] = 0;
    grey[at + 1] = 0;
    assertRefused(grey, ErrorCode.IMAGE_CORRUPT).contains("width and height of at least 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void refusesOddNumbersOfComponents(int count) {
    grey[marker(grey, SOF0) + 9] = (byte) count;
    assertRefused(grey, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .endsWith("1, 3 or 4 components, found " + count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x10, 0x51, 0x15})
  void refusesSamplingFactorsOutOfRange(int factors) {
    grey[marker(grey, SOF0) + 11] = (byte) factors;
    assertRefused(grey, ErrorCode.IMAGE_CORRUPT).contains("sampling factors of 1 to 4");
  }

  @Test
  void refusesFractionalSubsampling() {
    byte[] colour = Fixtures.bytes("jpeg-444.jpg");
    int sof = marker(colour, SOF0);
    colour[sof + 11] = 0x31;
    colour[sof + 14] = 0x21;
    assertRefused(colour, ErrorCode.IMAGE_VARIANT_UNSUPPORTED).endsWith("found 2x1 of 3x1");
  }

  @Test
  void refusesAFrameOfAMissingQuantizationTable() {
    byte[] without = without(grey, DQT);
    assertRefused(without, ErrorCode.IMAGE_CORRUPT).contains("tables are defined");
  }

  @Test
  void refusesAScanOfMissingHuffmanTables() {
    byte[] without = without(grey, DHT);
    assertRefused(without, ErrorCode.IMAGE_CORRUPT).contains("tables are defined");
  }

  @Test
  void refusesAnOverfullHuffmanTable() {
    int dht = marker(grey, DHT);
    grey[dht + 6] = 4;
    grey[dht + 7] = 2;
    assertRefused(grey, ErrorCode.IMAGE_CORRUPT).contains("too many of 3 bits");
  }

  @Test
  void refusesTwoFrames() {
    byte[] frame = segment(grey, SOF0);
    assertRefused(inserted(grey, marker(grey, SOS), frame), ErrorCode.IMAGE_CORRUPT)
        .endsWith("expected one frame in a JPEG, found another");
  }

  @Test
  void refusesAPictureWithoutAFrame() {
    assertRefused(bytes("ffd8ffd9"), ErrorCode.IMAGE_CORRUPT).contains("frame header");
    assertRefused(without(grey, SOF0), ErrorCode.IMAGE_CORRUPT).contains("frame header");
  }

  @Test
  void refusesAPictureWithoutAScan() {
    byte[] headers = Arrays.copyOf(grey, marker(grey, SOS) + 2);
    headers[headers.length - 1] = (byte) 0xD9;
    assertRefused(headers, ErrorCode.IMAGE_TRUNCATED).contains("a scan of every component");
  }

  @Test
  void refusesAnEndMarkerWithinTheData() {
    byte[] early = inserted(grey, marker(grey, SOS) + 60, bytes("ffd9"));
    assertRefused(early, ErrorCode.IMAGE_TRUNCATED).contains("image data for every block");
  }

  @Test
  void refusesAnotherMarkerWithinTheData() {
    byte[] early = inserted(grey, marker(grey, SOS) + 60, bytes("ffd0"));
    assertRefused(early, ErrorCode.IMAGE_CORRUPT).endsWith("marker d0 too early");
  }

  @Test
  void refusesRestartMarkersOutOfOrder() {
    byte[] restarts = Fixtures.bytes("jpeg-420-restart.jpg");
    int first = marker(restarts, 0xD0);
    restarts[first + 1] = (byte) 0xD3;
    assertRefused(restarts, ErrorCode.IMAGE_CORRUPT)
        .endsWith("expected restart marker 0 in the image data, found marker d3");
  }

  @Test
  void refusesAMissingRestartMarker() {
    byte[] restarts = Fixtures.bytes("jpeg-420-restart.jpg");
    int first = marker(restarts, 0xD0);
    byte[] without = removed(restarts, first, first + 2);
    assertRefused(without, ErrorCode.IMAGE_CORRUPT);
  }

  @Test
  void refusesAScanTwice() {
    byte[] scan = Arrays.copyOfRange(grey, marker(grey, SOS), grey.length - 2);
    assertRefused(inserted(grey, grey.length - 2, scan), ErrorCode.IMAGE_CORRUPT)
        .contains("refine each coefficient in order");
  }

  @Test
  void refusesProgressiveScansThatLeaveLowCoefficientsOut() {
    int firstScan = marker(progressive, SOS);
    int second = firstScan + 2 + marker(slice(progressive, firstScan + 2), DHT);
    byte[] dcOnly = inserted(Arrays.copyOf(progressive, second), second, bytes("ffd9"));
    assertRefused(dcOnly, ErrorCode.IMAGE_VARIANT_UNSUPPORTED)
        .contains("all scans of its low coefficients");
  }

  @Test
  void refusesProgressiveScansOutOfOrder() {
    int bits = marker(progressive, SOS) + 9;
    progressive[bits] = 0x20;
    assertRefused(progressive, ErrorCode.IMAGE_CORRUPT).contains("JPEG knows");
    progressive[bits] = 0x10;
    assertRefused(progressive, ErrorCode.IMAGE_CORRUPT).contains("in order");
  }

  @Test
  void refusesASegmentShorterThanItsContent() {
    int dqt = marker(grey, DQT);
    grey[dqt + 3] = 20;
    assertRefused(grey, ErrorCode.IMAGE_CORRUPT).contains("as long as its content");
    grey[dqt + 3] = 1;
    assertRefused(grey, ErrorCode.IMAGE_CORRUPT).contains("segment length of at least 2");
  }

  @Test
  void refusesUnknownMarkers() {
    assertRefused(inserted(grey, 2, bytes("ff020002")), ErrorCode.IMAGE_CORRUPT)
        .endsWith("expected a marker that JPEG knows, found 02");
    assertRefused(inserted(grey, 2, bytes("ffd8")), ErrorCode.IMAGE_CORRUPT).endsWith("found d8");
  }

  @Test
  void refusesATinyFileOfAHugePictureBeforeAllocatingIt() {
    int sof = marker(progressive, SOF2);
    progressive[sof + 5] = 0x26;
    progressive[sof + 7] = 0x26;
    assertRefused(progressive, ErrorCode.IMAGE_TRUNCATED).contains("9789x9775 pixels");
  }

  @Test
  void ignoresMarkersThatDoNotMatter() {
    byte[] more = inserted(grey, 2, bytes("ffed0004abcd" + "fffe0003ee" + "ff01" + "ffef0002"));
    assertThat(new ImageDecoder().decode(EncodedImage.of("x", more)))
        .isEqualTo(new ImageDecoder().decode(EncodedImage.of("x", grey)));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Where a marker first occurs. */
  private static int marker(byte[] jpeg, int code) {
    for (int at = 0; at < jpeg.length - 1; at++) {
      if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) code) {
        return at;
      }
    }
    throw new AssertionError("no marker " + Integer.toHexString(code));
  }

  private static byte[] segment(byte[] jpeg, int code) {
    int at = marker(jpeg, code);
    int length = (jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF);
    return Arrays.copyOfRange(jpeg, at, at + 2 + length);
  }

  /** The picture without any segment of the kind. */
  private static byte[] without(byte[] jpeg, int code) {
    byte[] rest = jpeg;
    while (contains(rest, code)) {
      int at = marker(rest, code);
      rest = removed(rest, at, at + segment(rest, code).length);
    }
    return rest;
  }

  private static boolean contains(byte[] jpeg, int code) {
    for (int at = 0; at < marker(jpeg, SOS); at++) {
      if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) code) {
        return true;
      }
    }
    return false;
  }

  private static byte[] removed(byte[] jpeg, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, from);
    out.write(jpeg, to, jpeg.length - to);
    return out.toByteArray();
  }

  private static byte[] inserted(byte[] jpeg, int at, byte[] extra) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, at);
    out.writeBytes(extra);
    out.write(jpeg, at, jpeg.length - at);
    return out.toByteArray();
  }

  private static byte[] slice(byte[] jpeg, int from) {
    return Arrays.copyOfRange(jpeg, from, jpeg.length);
  }
}
