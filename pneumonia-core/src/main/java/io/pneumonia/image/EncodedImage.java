package io.pneumonia.image;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture as somebody sent it: untrusted bytes, and a name that is used in messages only. */
public final class EncodedImage {

  private final String name;
  private final byte[] bytes;

  /** Computed at the first use; twice is no harm. */
  private volatile @Nullable String sha256;

  private EncodedImage(String name, byte[] bytes) {
    this.name = withoutControls(name);
    this.bytes = bytes;
  }

  /** A name may be as untrusted as the bytes: it must not forge lines in a log. */
  private static String withoutControls(String name) {
    return name.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * A picture of copied bytes.
   *
   * @param name what to call it in messages, a file name for instance; control characters in it
   *     become question marks
   * @param bytes the file's content
   * @return the picture, not yet looked at
   */
  public static EncodedImage of(String name, byte[] bytes) {
    return new EncodedImage(name, bytes.clone());
  }

  /**
   * Reads a file, up to 16 MB.
   *
   * @param file the file
   * @return the picture, not yet looked at
   * @throws ImageRejected {@code IMAGE_UNREADABLE} if it cannot be read, {@code IMAGE_TOO_LARGE} if
   *     it is larger than {@link DecodeLimits#DEFAULT} allows
   */
  public static EncodedImage read(Path file) {
    return read(file, DecodeLimits.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param limits how many bytes it may have
   * @return the picture, not yet looked at
   * @throws ImageRejected {@code IMAGE_UNREADABLE} if it cannot be read, {@code IMAGE_TOO_LARGE} if
   *     it is too large
   */
  public static EncodedImage read(Path file, DecodeLimits limits) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in, limits);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads a stream to its end, which is left open.
   *
   * @param name what to call it in messages
   * @param in the stream
   * @param limits how many bytes it may have; no more are read, and no more are kept
   * @return the picture, not yet looked at
   * @throws ImageRejected {@code IMAGE_UNREADABLE} if it cannot be read, {@code IMAGE_TOO_LARGE} if
   *     it is too large
   */
  public static EncodedImage read(String name, InputStream in, DecodeLimits limits) {
    try {
      byte[] bytes = in.readNBytes((int) limits.maxBytes() + 1);
      if (bytes.length > limits.maxBytes()) {
        throw new ImageRejected(
            ErrorCode.IMAGE_TOO_LARGE,
            withoutControls(name)
                + ": expected at most "
                + limits.maxBytes()
                + " bytes, found more");
      }
      return new EncodedImage(name, bytes);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static ImageRejected unreadable(String name, IOException cause) {
    String found = cause instanceof NoSuchFileException ? "none" : "one that cannot be read";
    return new ImageRejected(
        ErrorCode.IMAGE_UNREADABLE,
        withoutControls(name) + ": expected an image file, found " + found,
        cause);
  }

  /**
   * What to call it in messages.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The size.
   *
   * @return in bytes
   */
  public int size() {
    return bytes.length;
  }

  /**
   * The format that the first bytes announce.
   *
   * @return the format, or empty if it is none that is read
   */
  public Optional<ImageFormat> format() {
    return ImageFormat.detect(bytes);
  }

  /**
   * The SHA-256 of the bytes.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    @Nullable String known = sha256;
    if (known == null) {
      known = digest();
      sha256 = known;
    }
    return known;
  }

  private String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The bytes as an array of the caller's own.
   *
   * @return a copy
   */
  public byte[] toArray() {
    return bytes.clone();
  }

  /**
   * The bytes without a copy, to write them elsewhere.
   *
   * @return a read-only view of all of them
   */
  public ByteBuffer toReadOnlyBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The bytes themselves; for the decoder, which does not write to them. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name + " (" + bytes.length + " bytes)";
  }
}
