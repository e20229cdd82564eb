package io.pneumonia.persistence.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The segments of one encrypted object, in their order. AES-256-GCM, the key is this object's
 * alone; the nonce is the segment's number, and whether it is the last one. So no segment can be
 * left out, repeated, or put elsewhere, and the object cannot be cut off.
 */
final class Segments {

  /** Plain bytes in a segment; the last one may have fewer. */
  static final int PLAIN_BYTES = 64 << 10;

  static final int TAG_BYTES = 16;
  static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;

  private static final int NONCE_BYTES = 12;
  private static final int NUMBER_AT = 7;

  private final SecretKey key;
  private final byte[] associated;
  private final Cipher cipher;
  private int number;

  Segments(SecretKey key, byte[] associated) {
    this.key = key;
    this.associated = associated;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** Seals the next segment; returns how many bytes came out. */
  int seal(byte[] plain, int count, boolean last, byte[] out) {
    try {
      return next(Cipher.ENCRYPT_MODE, last).doFinal(plain, 0, count, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM takes every segment", e);
    }
  }

  /** Opens the next segment; returns how many bytes came out, or -1 if it is not the one sealed. */
  int open(byte[] sealed, int count, boolean last, byte[] out) {
    if (count < TAG_BYTES) {
      return -1;
    }
    try {
      return next(Cipher.DECRYPT_MODE, last).doFinal(sealed, 0, count, out, 0);
    } catch (AEADBadTagException e) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM takes every segment", e);
    }
  }

  private Cipher next(int mode, boolean last) throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES)
            .putInt(NUMBER_AT, number)
            .put(NONCE_BYTES - 1, (byte) (last ? 1 : 0))
            .array();
    number = Math.incrementExact(number);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
