package io.pneumonia.persistence.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What an encrypted object begins with: four bytes that no picture begins with, the key's id, and
 * the salt that its own key is derived with.
 */
final class Header {

  static final int SALT_BYTES = 16;
  static final int BYTES = 4 + EncryptionKey.ID_BYTES + SALT_BYTES;

  private static final byte[] MAGIC = "PNE1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String keyId;
  private final byte[] salt;

  private Header(String keyId, byte[] salt) {
    this.keyId = keyId;
    this.salt = salt;
  }

  static Header fresh(String keyId) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new Header(keyId, salt);
  }

  static boolean begins(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Of bytes that {@link #begins} with it and are as many as it has. */
  static Header read(byte[] bytes) {
    int saltAt = MAGIC.length + EncryptionKey.ID_BYTES;
    return new Header(
        HexFormat.of().formatHex(bytes, MAGIC.length, saltAt),
        Arrays.copyOfRange(bytes, saltAt, BYTES));
  }

  /** 16 lower-case hexadecimal digits. */
  String keyId() {
    return keyId;
  }

  /** 16 random bytes, which nobody changes. */
  byte[] salt() {
    return salt;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .put(MAGIC)
        .put(HexFormat.of().parseHex(keyId))
        .put(salt)
        .array();
  }

  /** The header and the object's identity: what a segment is bound to. */
  byte[] associated(String identity) {
    byte[] name = identity.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(BYTES + name.length).put(bytes()).put(name).array();
  }
}
