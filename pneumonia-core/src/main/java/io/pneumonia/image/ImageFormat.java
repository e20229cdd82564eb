package io.pneumonia.image;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The picture formats that are read, recognised by their first bytes and never by a file's name.
 */
public enum ImageFormat {
  /** JPEG: baseline and progressive, 8 bits. */
  JPEG("ffd8ff"),
  /** PNG: 1 to 16 bits, every colour type. */
  PNG("89504e470d0a1a0a");

  private final String signature;

  ImageFormat(String signature) {
    this.signature = signature;
  }

  /**
   * Recognises a format by its signature.
   *
   * @param bytes the start of a file, or all of it
   * @return the format, or empty if the bytes start like none
   */
  public static Optional<ImageFormat> detect(byte[] bytes) {
    for (ImageFormat format : values()) {
      if (format.startsLike(bytes)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private boolean startsLike(byte[] bytes) {
    int length = signature.length() / 2;
    return bytes.length >= length && HexFormat.of().formatHex(bytes, 0, length).equals(signature);
  }
}
