package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;

/**
 * Walks over the marker segments of a JPEG. After {@link #next()} the segment's data can be read in
 * order; reading past its end is refused.
 */
final class JpegMarkers {

  static final int SOF0 = 0xC0;
  static final int SOF1 = 0xC1;
  static final int SOF2 = 0xC2;
  static final int SOF15 = 0xCF;
  static final int DHT = 0xC4;
  static final int JPG = 0xC8;
  static final int DAC = 0xCC;
  static final int RST0 = 0xD0;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DNL = 0xDC;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP14 = 0xEE;
  static final int APP15 = 0xEF;
  static final int JPEG_LS = 0xF7;
  static final int COM = 0xFE;
  static final int TEM = 0x01;

  private final byte[] bytes;
  private final Refusal refusal;
  private int at;
  private int end;

  /**
   * Starts behind the SOI marker.
   *
   * @param bytes the file, with JPEG's signature
   * @param refusal words what is wrong
   */
  JpegMarkers(byte[] bytes, Refusal refusal) {
    this.bytes = bytes;
    this.refusal = refusal;
    this.end = 2;
  }

  /**
   * Steps to the next segment; bytes between segments are ignored, as libjpeg does.
   *
   * @return its marker
   */
  int next() {
    int marker = nextMarker();
    boolean bare = marker == EOI || marker == SOI || marker == TEM || (marker & 0xF8) == RST0;
    if (bare) {
      end = at;
      return marker;
    }
    if (at + 2 > bytes.length) {
      throw truncated();
    }
    int length = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    if (length < 2) {
      throw refusal.corrupt("a segment length of at least 2 at byte " + at, length);
    }
    if (length > bytes.length - at) {
      throw truncated();
    }
    end = at + length;
    at += 2;
    return marker;
  }

  private int nextMarker() {
    int marker = 0;
    at = end;
    while (marker == 0) {
      while (at < bytes.length && bytes[at] != (byte) 0xFF) {
        at++;
      }
      while (at < bytes.length && bytes[at] == (byte) 0xFF) {
        at++;
      }
      if (at >= bytes.length) {
        throw truncated();
      }
      marker = bytes[at++] & 0xFF;
    }
    return marker;
  }

  private ImageRejected truncated() {
    return refusal.truncated("a JPEG up to its end marker", "the end of the file before it");
  }

  int u8() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  int u16() {
    require(2);
    at += 2;
    return (bytes[at - 2] & 0xFF) << 8 | (bytes[at - 1] & 0xFF);
  }

  /** Steps over bytes of the segment; gives where they start. */
  int skip(int count) {
    require(count);
    at += count;
    return at - count;
  }

  int remaining() {
    return end - at;
  }

  /** Where the file goes on behind the segment. */
  int segmentEnd() {
    return end;
  }

  /** Goes on at a marker elsewhere in the file. */
  void continueAt(int position) {
    end = position;
  }

  private void require(int count) {
    if (count > end - at) {
      throw refusal.corrupt(
          "a segment that is as long as its content at byte " + at, "a shorter one");
    }
  }
}
