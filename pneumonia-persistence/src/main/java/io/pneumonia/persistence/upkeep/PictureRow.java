package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.diagnoses.PatientFields;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.EncryptedMediaStore;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's row says of its file.
 *
 * @param id the row
 * @param path the file's name
 * @param bytes the picture's size
 * @param sha256 the picture's digest, whether the file is encrypted or not
 * @param encryptionKey the key that file and patient's fields are encrypted with, or null
 * @param sealed the patient's fields, encrypted, or null
 */
record PictureRow(
    long id,
    MediaPath path,
    long bytes,
    String sha256,
    @Nullable String encryptionKey,
    @Nullable String sealed) {

  private static final int FETCHED_AT_ONCE = 500;

  /** All pictures of a database, as they are read. */
  static ResultIterable<PictureRow> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT id, media_path, bytes, sha256, encryption_key, sealed FROM images ORDER BY id")
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> of(row));
  }

  static PictureRow of(ResultSet row) throws SQLException {
    return new PictureRow(
        row.getLong("id"),
        new MediaPath(row.getString("media_path")),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getString("encryption_key"),
        row.getString("sealed"));
  }

  /** From a line of a bundle. */
  static PictureRow of(JsonNode row) {
    MediaPath path =
        MediaPath.parse(row.path("media_path").asText())
            .orElseThrow(
                () ->
                    Manifest.invalid("images: a row's media_path has another form than expected"));
    return new PictureRow(
        row.path("id").asLong(),
        path,
        row.path("bytes").asLong(),
        row.path("sha256").asText(),
        text(row, "encryption_key"),
        text(row, "sealed"));
  }

  private static @Nullable String text(JsonNode row, String name) {
    JsonNode value = row.path(name);
    return value.isTextual() ? value.textValue() : null;
  }

  /** The file's bytes, encrypted or plain; too many of them are not read to their end. */
  byte[] read(InputStream in) throws IOException {
    long most = EncryptionKeys.sealedSize(bytes) + 1;
    return in.readNBytes(Math.toIntExact(Math.min(most, Integer.MAX_VALUE - 8)));
  }

  /** Whether a file's bytes are the picture, encrypted or plain. */
  boolean isOf(byte[] stored, EncryptionKeys keys) {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = plain(stored, keys)) {
      long count = in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return count == bytes && Digests.hex(digest).equals(sha256);
    } catch (RecordsUnavailable e) {
      if (e.code() == ErrorCode.MEDIA_ALTERED) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Not of bytes in memory.
    }
  }

  /** The picture in a file's bytes. */
  InputStream plain(byte[] stored, EncryptionKeys keys) throws IOException {
    return keys.open(new ByteArrayInputStream(stored), EncryptedMediaStore.nameOf(path));
  }

  /** Whether the patient's fields, where they are encrypted, are what was encrypted. */
  boolean fieldsAreSound(EncryptionKeys keys) {
    try {
      if (sealed != null) {
        PatientFields.open(sealed, path, keys);
      }
      return true;
    } catch (RecordsUnavailable e) {
      if (e.code() == ErrorCode.MEDIA_ALTERED) {
        return false;
      }
      throw e;
    }
  }

  /** The stored bytes. */
  byte[] read(MediaStore store) {
    try (InputStream in = store.open(path)) {
      return read(in);
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be read", e);
    }
  }

  /** Whether the row is still there: a picture may be deleted while others are read. */
  boolean isRecorded(Handle handle) {
    return handle
            .createQuery("SELECT count(*) FROM images WHERE id = :id AND media_path = :path")
            .bind("id", id)
            .bind("path", path.value())
            .mapTo(Long.class)
            .one()
        > 0;
  }
}
