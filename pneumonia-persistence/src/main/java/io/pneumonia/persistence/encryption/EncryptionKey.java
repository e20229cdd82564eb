package io.pneumonia.persistence.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that keys are derived from, one for each encrypted object, as NIST SP 800-108 says (counter
 * mode, one block, HMAC-SHA256): {@code HMAC(key, 1 || label || 0 || context || 256)}. A key that
 * encrypts one object only cannot meet a nonce twice, however many objects there are. The key's id
 * is derived the same way, so it says nothing of the key.
 */
final class EncryptionKey {

  static final int BYTES = 32;
  static final int ID_BYTES = 8;

  private static final String MAC = "HmacSHA256";
  private static final String CIPHER = "AES";

  private final SecretKey key;
  private final String id;

  /** Takes 32 bytes, which nobody else keeps. */
  EncryptionKey(byte[] bytes) {
    key = new SecretKeySpec(bytes, MAC);
    id = HexFormat.of().formatHex(derive("key id", new byte[0]), 0, ID_BYTES);
  }

  /** 16 lower-case hexadecimal digits. */
  String id() {
    return id;
  }

  /** The key of the object with this salt. */
  SecretKey ofObject(byte[] salt) {
    return new SecretKeySpec(derive("object", salt), CIPHER);
  }

  private byte[] derive(String label, byte[] context) {
    byte[] text = ("pneumonia " + label).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer input =
        ByteBuffer.allocate(Integer.BYTES + text.length + 1 + context.length + Integer.BYTES)
            .putInt(1)
            .put(text)
            .put((byte) 0)
            .put(context)
            .putInt(BYTES * Byte.SIZE);
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(input.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  /** The id: never the key. */
  @Override
  public String toString() {
    return id;
  }
}
