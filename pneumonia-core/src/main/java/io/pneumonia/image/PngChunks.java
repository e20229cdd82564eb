package io.pneumonia.image;

import io.pneumonia.image.PngHeader.Colour;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG that decide about pixels: header, palette, compressed data. Every other chunk
 * is stepped over without being unpacked, so that none of them can be a bomb.
 *
 * @param header from IHDR, its size within the limits
 * @param palette from PLTE, red, green and blue of each entry; empty if there is none
 * @param data where the data of the IDAT chunks lies
 */
record PngChunks(PngHeader header, Span palette, List<Span> data) {

  /** A range of the file. */
  record Span(int offset, int length) {}

  private static final int SIGNATURE_LENGTH = 8;
  // Length, type and checksum.
  private static final int OVERHEAD = 12;

  /**
   * Walks through the file up to IEND; what follows that is ignored.
   *
   * @param bytes the file, with PNG's signature
   * @param limits how many pixels are allowed
   * @param refusal words what is wrong
   * @return the chunks, checksums verified
   */
  static PngChunks read(byte[] bytes, DecodeLimits limits, Refusal refusal) {
    return new Walk(bytes, refusal).run(limits);
  }

  static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }

  long dataLength() {
    return data.stream().mapToLong(Span::length).sum();
  }

  private static final class Walk {

    private final byte[] bytes;
    private final Refusal refusal;
    private final List<Span> data = new ArrayList<>();
    private Span palette = new Span(0, 0);
    private int at;
    private int nextAt = SIGNATURE_LENGTH;

    Walk(byte[] bytes, Refusal refusal) {
      this.bytes = bytes;
      this.refusal = refusal;
    }

    PngChunks run(DecodeLimits limits) {
      PngHeader header = header(limits);
      for (String type = next(); !type.equals("IEND"); type = next()) {
        take(type, header);
      }
      if (data.isEmpty()) {
        throw refusal.corrupt("a PNG with IDAT chunks", "none");
      }
      if (header.colour() == Colour.PALETTE && palette.length() == 0) {
        throw refusal.corrupt("a PLTE chunk in a PNG of colour type 3", "none");
      }
      return new PngChunks(header, palette, data);
    }

    private PngHeader header(DecodeLimits limits) {
      String type = next();
      if (!type.equals("IHDR") || length() != PngHeader.LENGTH) {
        throw refusal.corrupt(
            "a PNG that starts with an IHDR chunk of 13 bytes",
            "a " + type + " chunk of " + length() + " bytes");
      }
      PngHeader header = PngHeader.read(bytes, dataStart(), refusal);
      refusal.requirePixels(header.width(), header.height(), limits);
      return header;
    }

    private void take(String type, PngHeader header) {
      switch (type) {
        case "IDAT" -> data.add(new Span(dataStart(), length()));
        case "PLTE" -> takePalette(header);
        case "acTL" -> refuseAnimation();
        default -> {
          if (Character.isUpperCase(type.charAt(0))) {
            throw refusal.corrupt("no critical chunk but IHDR, PLTE, IDAT and IEND", type);
          }
        }
      }
    }

    private void takePalette(PngHeader header) {
      if (header.colour() != Colour.PALETTE) {
        return;
      }
      int most = 3 << header.bitDepth();
      if (length() % 3 != 0 || length() == 0 || length() > most || palette.length() > 0) {
        throw refusal.corrupt(
            "one PLTE chunk of 1 to " + most / 3 + " entries of 3 bytes", length() + " bytes");
      }
      palette = new Span(dataStart(), length());
    }

    private void refuseAnimation() {
      int frames = length() >= 4 ? int32(bytes, dataStart()) : 0;
      if (frames != 1) {
        throw refusal.unsupported(
            "a still picture", "an animated PNG of " + Integer.toUnsignedLong(frames) + " frames");
      }
    }

    /** Steps to the next chunk, which lies wholly within the file, and verifies its checksum. */
    private String next() {
      at = nextAt;
      if (OVERHEAD > bytes.length - at) {
        throw refusal.truncated("a PNG up to its IEND chunk", "the end of the file before it");
      }
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (!type.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        throw refusal.corrupt("a chunk type of four letters at byte " + at, "something else");
      }
      if (length() < 0) {
        throw refusal.corrupt("a chunk length below 2^31 at byte " + at, "more");
      }
      if (length() > bytes.length - at - OVERHEAD) {
        throw refusal.truncated(
            "a " + type + " chunk of " + length() + " bytes", "the end of the file within it");
      }
      verifyChecksum(type);
      nextAt = at + OVERHEAD + length();
      return type;
    }

    private void verifyChecksum(String type) {
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, 4 + length());
      if ((int) crc.getValue() != int32(bytes, dataStart() + length())) {
        throw refusal.corrupt("the checksum of the " + type + " chunk to fit", "that it does not");
      }
    }

    private int dataStart() {
      return at + 8;
    }

    private int length() {
      return int32(bytes, at);
    }
  }
}
