package io.pneumonia.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names what a file looks like that is neither JPEG nor PNG, so that a refusal can say so. */
enum ForeignFormat {
  GIF("a GIF picture", 0, "GIF8"),
  BMP("a BMP picture", 0, "BM"),
  TIFF_LITTLE("a TIFF picture", 0, "II*\0"),
  TIFF_BIG("a TIFF picture", 0, "MM\0*"),
  WEBP("a WebP picture", 8, "WEBP"),
  DICOM("a DICOM file", 128, "DICM"),
  HEIC("a HEIC picture", 4, "ftyphei"),
  HEIF("a HEIF picture", 4, "ftypmif1"),
  AVIF("an AVIF picture", 4, "ftypavif"),
  JPEG_2000("a JPEG 2000 picture", 4, "jP  \r\n\u0087\n"),
  JPEG_2000_STREAM("a JPEG 2000 picture", 0, "\u00ffO\u00ffQ"),
  JPEG_XL("a JPEG XL picture", 0, "\u00ff\n"),
  PDF("a PDF document", 0, "%PDF"),
  ZIP("a ZIP archive", 0, "PK\u0003\u0004"),
  GZIP("a gzip archive", 0, "\u001f\u008b"),
  NIFTI("a NIfTI volume", 344, "n+1\0"),
  NUMPY("a NumPy array", 0, "\u0093NUMPY"),
  SVG("an SVG drawing", 0, "<svg"),
  XML("an XML document", 0, "<?xml"),
  HTML("an HTML page", 0, "<!doctype html"),
  HTML_BARE("an HTML page", 0, "<html"),
  JSON("a JSON document", 0, "{");

  private final String description;
  private final int offset;
  private final String signature;

  ForeignFormat(String description, int offset, String signature) {
    this.description = description;
    this.offset = offset;
    this.signature = signature;
  }

  /**
   * Describes a file of an unread type.
   *
   * @param bytes the file, not empty
   * @return a noun phrase, with the first bytes where nothing is recognised
   */
  static String describe(byte[] bytes) {
    for (ForeignFormat format : values()) {
      if (format.matches(bytes)) {
        return "what looks like " + format.description;
      }
    }
    StringBuilder first = new StringBuilder("an unknown type that starts with");
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      first.append(String.format(Locale.ROOT, " %02x", bytes[i]));
    }
    return first.toString();
  }

  private boolean matches(byte[] bytes) {
    int length = signature.length();
    return bytes.length >= offset + length
        && new String(bytes, offset, length, StandardCharsets.ISO_8859_1)
            .equalsIgnoreCase(signature);
  }
}
