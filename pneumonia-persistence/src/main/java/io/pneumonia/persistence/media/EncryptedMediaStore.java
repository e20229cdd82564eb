package io.pneumonia.persistence.media;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import java.io.IOException;
import java.io.InputStream;

/**
 * Pictures in another store, encrypted. They are encrypted and decrypted as they pass, a segment at
 * a time. Those that were stored plain are read as they are.
 */
public final class EncryptedMediaStore extends ForwardingMediaStore {

  private final EncryptionKeys keys;

  /**
   * Encrypts what goes into a store.
   *
   * @param store where the encrypted bytes lie; closed with this one
   * @param keys one at least
   */
  public EncryptedMediaStore(MediaStore store, EncryptionKeys keys) {
    super(store);
    this.keys = keys;
  }

  /**
   * What a picture's bytes are bound to when they are encrypted.
   *
   * @param path the picture's name in the store
   * @return the name of the encrypted object
   */
  public static String nameOf(MediaPath path) {
    return "media:" + path.value();
  }

  @Override
  public void write(MediaPath path, MediaContent content) {
    EncryptionKeys.Sealer sealer = keys.sealer(nameOf(path));
    super.write(
        path,
        new MediaContent() {
          @Override
          public long size() {
            return EncryptionKeys.sealedSize(content.size());
          }

          @Override
          public InputStream open() {
            return sealer.seal(content.open(), content.size());
          }
        });
  }

  @Override
  public InputStream open(MediaPath path) {
    InputStream stored = super.open(path);
    try {
      return keys.open(stored, nameOf(path));
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be read", close(stored, e));
    } catch (RuntimeException e) {
      throw close(stored, e);
    }
  }

  private static <E extends Exception> E close(InputStream stored, E reason) {
    try {
      stored.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    return reason;
  }
}
