package io.pneumonia.web.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs what a browser brings back, with HMAC-SHA-256. */
public final class SecretKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String FILE_NAME = "secret.key";

  private final SecretKeySpec key;

  private SecretKey(String text) {
    this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * The key that was set, or the one kept in a folder, which is made on first use.
   *
   * @param text the key, or null
   * @param folder where it is kept otherwise, readable by its owner only
   * @return the key
   * @throws IOException if it can be neither read nor made there
   */
  static SecretKey of(@Nullable String text, Path folder) throws IOException {
    return new SecretKey(text == null ? keptIn(folder) : text);
  }

  private static String keptIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      write(file, HexFormat.of().formatHex(fresh));
    }
    String text = Files.readString(file).strip();
    if (text.length() < 64) {
      throw new IOException(file + ": expected 64 hexadecimal digits, found " + text.length());
    }
    return text;
  }

  /** Whole or not at all, and the first of two processes wins. */
  private static void write(Path file, String text) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path folder = file.toAbsolutePath().getParent();
    Path pending = Files.createTempFile(folder, FILE_NAME, ".new", ownerOnly);
    try {
      Files.writeString(pending, text, StandardOpenOption.SYNC);
      Files.createLink(file, pending);
    } catch (FileAlreadyExistsException e) {
      // The other process's key is as good.
    } catch (UnsupportedOperationException e) {
      Files.copy(pending, file);
    } finally {
      Files.deleteIfExists(pending);
    }
  }

  /**
   * Signs a text for a purpose; a signature for one purpose is none for another.
   *
   * @param purpose what the signature is good for
   * @param text what is signed
   * @return 64 hexadecimal digits
   */
  public String sign(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * Whether a signature is of this text and purpose; takes as long if it is not.
   *
   * @param purpose what the signature should be good for
   * @param text what should be signed
   * @param signature as a client sent it: anything
   * @return true if it is
   */
  public boolean verify(String purpose, String text, String signature) {
    return MessageDigest.isEqual(
        sign(purpose, text).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
